import type { Db } from '../../db/client.ts'
import { AppError } from '../../db/errors.ts'
import { listTargetSecrets } from '../../db/target-secrets.ts'
import type { Target } from '../../db/targets.ts'
import { namedSecrets } from '../planner/secrets.ts'

/** Throws `invalid_input` naming the first secret that the sessions would need in vain, and how to add it. */
export async function checkSecrets(db: Db, target: Target, journey: readonly string[]): Promise<void> {
  const { access, proxies } = target
  const opening = [access.basicAuth, access.header?.secret, ...Object.values(proxies)]
  const typed = journey.flatMap((step, index) =>
    namedSecrets(step).map((name) => ({ name, step: index + 1 })),
  )
  if (typed.length === 0) return
  const kept = await listTargetSecrets(db, { workspaceId: target.workspaceId, targetId: target.id })
  for (const { name, step } of typed) {
    const asked = `Step ${step} types {{secret.${name.slice(0, 64)}}}`
    if (opening.includes(name))
      throw refuse(`${asked}, which lets sessions into ${target.name} and is typed into no page.`)
    if (!kept.some((secret) => secret.name === name))
      throw refuse(
        `${asked}, but ${target.name} keeps no secret of that name${others(kept.filter((one) => !opening.includes(one.name)))}. An owner or admin adds it on the target's page under "Secrets", or with PUT /api/targets/${target.id}/secrets {"name": "${name.slice(0, 64)}", "value": "..."}.`,
      )
  }
}

const others = (kept: readonly { name: string }[]) =>
  kept.length > 0 ? ` (it has ${kept.map(({ name }) => name).join(', ')})` : ''

const refuse = (message: string) => new AppError('invalid_input', message, 'journey')
