import type { Db } from '../../db/client.ts'
import { AppError } from '../../db/errors.ts'
import { SealError, type Sealer } from '../../db/sealing.ts'
import { openTargetSecrets } from '../../db/target-secrets.ts'
import { getTarget, type TargetChange } from '../../db/targets.ts'
import { readLogin, readProxy } from './access.ts'

interface Need {
  field: string
  secret: string
  expected?: { what: string; isIt(value: string): boolean }
}

const LOGIN = { what: 'user:password', isIt: (value: string) => readLogin(value) !== undefined }
const PROXY = {
  what: 'the address of an http or https proxy, such as http://user:password@proxy.example:3128',
  isIt: (value: string) => readProxy(value) !== undefined,
}

/** Throws `invalid_input` unless every secret that the change names is kept, and is what it is wanted for. */
export async function checkAccess(
  db: Db,
  sealer: Sealer,
  input: { workspaceId: string; id: string; change: Pick<TargetChange, 'access' | 'proxies'> },
): Promise<void> {
  const needs = needsOf(input.change)
  if (needs.length === 0) return
  const { id: targetId, workspaceId } = await getTarget(db, input)
  const kept = await open(db, sealer, { workspaceId, targetId, names: needs.map(({ secret }) => secret) })
  for (const { field, secret, expected } of needs) {
    const value = Object.hasOwn(kept, secret) ? kept[secret] : undefined
    if (value === undefined)
      throw new AppError(
        'invalid_input',
        `This target keeps no secret "${secret}". Add it first: PUT /api/targets/${targetId}/secrets.`,
        field,
      )
    if (expected && !expected.isIt(value))
      throw new AppError('invalid_input', `The secret "${secret}" is not ${expected.what}.`, field)
  }
}

function needsOf({ access, proxies = {} }: Pick<TargetChange, 'access' | 'proxies'>): Need[] {
  const { basicAuth, header } = access ?? {}
  return [
    ...(basicAuth ? [{ field: 'access.basicAuth', secret: basicAuth, expected: LOGIN }] : []),
    ...(header ? [{ field: 'access.header.secret', secret: header.secret }] : []),
    ...Object.entries(proxies).map(([country, secret]) => ({
      ...{ field: `proxies.${country}`, secret, expected: PROXY },
    })),
  ]
}

async function open(db: Db, sealer: Sealer, of: Parameters<typeof openTargetSecrets>[2]) {
  try {
    return await openTargetSecrets(db, sealer, of)
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    throw new AppError('invalid_input', 'A secret no longer opens with APP_SECRETS. Set it again.', 'access')
  }
}
