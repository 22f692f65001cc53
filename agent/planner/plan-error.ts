/** A request no plan can be made of. `field` names the part of the request, `message` says what would do. */
export class PlanError extends Error {
  readonly field: string
  constructor(field: string, message: string) {
    super(`${field}: ${message}`)
    this.name = 'PlanError'
    this.field = field
  }
}
