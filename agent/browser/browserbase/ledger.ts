import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { getExtensionArchive } from '@browserbasehq/stagehand'
import type { Account } from './account.ts'

/** What outlives a runner: the name that its sessions bear, and the extension that they share. */
interface Ledger {
  runner: string
  projectId: string
  extension?: { id: string; digest: string }
}

/** Reads or begins the ledger, and uploads Stagehand's extension unless the project has this very one already. */
export async function openLedger(
  file: string,
  account: Account,
): Promise<{ runner: string; extensionId: string }> {
  const { projectId } = account.credentials
  const known = await read(file)
  const runner = known?.runner ?? randomUUID()
  const archive = await getExtensionArchive()
  const digest = createHash('sha256').update(archive).digest('hex')
  const { extension } = known?.projectId === projectId ? known : {}
  if (extension?.digest === digest && (await account.hasExtension(extension.id)))
    return { runner, extensionId: extension.id }
  const id = await account.uploadExtension(archive)
  await write(file, { runner, projectId, extension: { id, digest } })
  return { runner, extensionId: id }
}

async function read(file: string): Promise<Ledger | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Ledger
  } catch {
    // None yet, or an unreadable one: a new name and another upload cost little.
    return undefined
  }
}

async function write(file: string, ledger: Ledger): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}`
  await writeFile(draft, JSON.stringify(ledger, null, 2))
  await rename(draft, file)
}
