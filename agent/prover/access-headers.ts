import type { Db } from '../../db/client.ts'
import type { DueCheck } from '../../db/proofs.ts'
import { SealError, type Sealer } from '../../db/sealing.ts'
import { openTargetSecrets } from '../../db/target-secrets.ts'
import { readLogin } from '../targets/access.ts'

/** What opens a site that is not open to everybody, for its own origin. Without a secret that is lacking: the answer tells. */
export async function accessHeaders(
  db: Db,
  sealer: Sealer,
  { workspaceId, id: targetId, access: { basicAuth, header } }: DueCheck,
): Promise<Record<string, string>> {
  const names = [basicAuth, header?.secret].filter((name) => name !== undefined)
  if (names.length === 0) return {}
  const kept = await openTargetSecrets(db, sealer, { workspaceId, targetId, names }).catch((error) => {
    if (error instanceof SealError) return {} as Record<string, string>
    throw error
  })
  const login = readLogin((basicAuth && kept[basicAuth]) ?? '')
  const value = header && kept[header.secret]
  return {
    ...(login && { authorization: `Basic ${btoa8(`${login.username}:${login.password}`)}` }),
    ...(header && value && { [header.name]: value }),
  }
}

/** btoa of UTF-8: it takes no character beyond Latin-1 itself. */
const btoa8 = (text: string) => btoa(String.fromCodePoint(...new TextEncoder().encode(text)))
