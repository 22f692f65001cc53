/** Everything that can go wrong in a way the caller can understand; api/errors.ts maps each to a status. */
export type ErrorCode =
  | 'invalid_input'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'target_unknown'
  | 'target_unverified'
  | 'window_in_past'
  | 'too_large'
  | 'too_many_requests'
  | 'key_reused'
  | 'sign_in_unreachable'
  | 'link_expired'

/** `field` names the input that was wrong, as the caller spelled it; the message says what was expected. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly field: string | undefined
  constructor(code: ErrorCode, message: string, field?: string) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.field = field
  }
}
