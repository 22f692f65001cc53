import { and, asc, eq, gt, inArray, notLike, sql } from 'drizzle-orm'
import { type Author, recordChange } from './audit.ts'
import { asSystem, type Db, inWorkspace, newId } from './client.ts'
import { AppError } from './errors.ts'
import { knownId } from './pages.ts'
import { targetSecrets } from './schema/target-secrets.ts'
import { targets } from './schema/targets.ts'
import { type Sealer, sealAnew } from './sealing.ts'
import { getTarget } from './targets.ts'

/** More than any sign-in on a site asks for. */
const MAX_SECRETS = 50

interface OfTarget {
  workspaceId: string
  targetId: string
}

/** Which target's which name: a sealed value opens nowhere else. */
const place = (of: OfTarget, name: string) => ['target secret', of.workspaceId, of.targetId, name]
const own = (of: OfTarget) =>
  and(eq(targetSecrets.workspaceId, of.workspaceId), eq(targetSecrets.targetId, of.targetId))

/** Keeps a value under a name, in place of the one before. Throws `conflict` when the target has too many. */
export async function putTargetSecret(
  db: Db,
  sealer: Sealer,
  input: Author & OfTarget & { name: string; value: string },
): Promise<void> {
  const { workspaceId, name } = input
  const targetId = knownId(input.targetId, 'target')
  const sealed = await sealer.seal(input.value, place({ workspaceId, targetId }, name))
  await inWorkspace(db, workspaceId, async (tx) => {
    // Its lock lets one writer count at a time.
    const [target] = await tx
      .select({ id: targets.id, name: targets.name })
      .from(targets)
      .where(and(eq(targets.workspaceId, workspaceId), eq(targets.id, targetId)))
      .for('update')
    if (!target) throw new AppError('not_found', `No target has the id "${targetId}".`, 'id')
    const names = await tx
      .select({ name: targetSecrets.name })
      .from(targetSecrets)
      .where(own({ workspaceId, targetId }))
    if (names.length >= MAX_SECRETS && !names.some((one) => one.name === name))
      throw new AppError(
        'conflict',
        `A target keeps at most ${MAX_SECRETS} secrets. Remove one first.`,
        'name',
      )
    await tx
      .insert(targetSecrets)
      .values({ id: newId(), workspaceId, targetId, name, sealed })
      .onConflictDoUpdate({
        target: [targetSecrets.targetId, targetSecrets.name],
        set: { sealed, updatedAt: sql`now()` },
      })
    await recordChange(tx, input, {
      action: 'target.secret_kept',
      subject: { kind: 'target', id: targetId, name: target.name },
      after: { secret: name },
    })
  })
}

/** Their names, never their values. */
export async function listTargetSecrets(
  db: Db,
  input: OfTarget,
): Promise<{ name: string; createdAt: Date; updatedAt: Date }[]> {
  const { id: targetId } = await getTarget(db, { ...input, id: input.targetId })
  return inWorkspace(db, input.workspaceId, (tx) =>
    tx
      .select({
        name: targetSecrets.name,
        createdAt: targetSecrets.createdAt,
        updatedAt: targetSecrets.updatedAt,
      })
      .from(targetSecrets)
      .where(own({ ...input, targetId }))
      .orderBy(asc(targetSecrets.name)),
  )
}

export async function removeTargetSecret(db: Db, input: Author & OfTarget & { name: string }): Promise<void> {
  const { id: targetId, name, access, proxies } = await getTarget(db, { ...input, id: input.targetId })
  if ([access.basicAuth, access.header?.secret, ...Object.values(proxies)].includes(input.name))
    throw new AppError(
      'conflict',
      `Sessions get to ${name} with the secret "${input.name}". Take it out of \`access\` or \`proxies\` first.`,
      'name',
    )
  await inWorkspace(db, input.workspaceId, async (tx) => {
    const removed = await tx
      .delete(targetSecrets)
      .where(and(own({ ...input, targetId }), eq(targetSecrets.name, input.name)))
      .returning({ id: targetSecrets.id })
    if (removed.length === 0)
      throw new AppError('not_found', 'This target has no secret of that name.', 'name')
    await recordChange(tx, input, {
      action: 'target.secret_removed',
      subject: { kind: 'target', id: targetId, name },
      before: { secret: input.name },
    })
  })
}

/** Name to value, of the given names or all, for whoever types them into the page: never for an answer. Throws SealError. */
export async function openTargetSecrets(
  db: Db,
  sealer: Sealer,
  input: OfTarget & { names?: readonly string[] },
): Promise<Record<string, string>> {
  const found = await inWorkspace(db, input.workspaceId, (tx) =>
    tx
      .select({ name: targetSecrets.name, sealed: targetSecrets.sealed })
      .from(targetSecrets)
      .where(and(own(input), input.names && inArray(targetSecrets.name, [...input.names]))),
  )
  return Object.fromEntries(
    await Promise.all(
      found.map(async ({ name, sealed }) => [name, await sealer.open(sealed, place(input, name))] as const),
    ),
  )
}

const RESEAL_BATCH = 100

/**
 * After APP_SECRETS got a new first secret: seals anew what an older one sealed. Answers how many, and how many no
 * secret opens (any more), which stay as they are. Safe to run on several instances at once.
 */
export async function resealTargetSecrets(db: Db, sealer: Sealer): Promise<{ done: number; lost: number }> {
  const told = { done: 0, lost: 0 }
  for (let after: string | undefined; ; ) {
    const batch = await asSystem(db, (tx) =>
      tx
        .select()
        .from(targetSecrets)
        .where(
          and(
            notLike(targetSecrets.sealed, `${sealer.prefix.replaceAll('_', '\\_')}%`),
            after ? gt(targetSecrets.id, after) : undefined,
          ),
        )
        .orderBy(asc(targetSecrets.id))
        .limit(RESEAL_BATCH),
    )
    if (batch.length === 0) return told
    after = batch.at(-1)?.id
    for (const row of batch) {
      const anew = await sealAnew(sealer, row.sealed, place(row, row.name))
      if (anew === undefined) told.lost += 1
      else {
        told.done += 1
        await inWorkspace(db, row.workspaceId, (tx) =>
          tx
            .update(targetSecrets)
            .set({ sealed: anew })
            // Whoever wrote it meanwhile sealed it anew already.
            .where(and(eq(targetSecrets.id, row.id), eq(targetSecrets.sealed, row.sealed))),
        )
      }
    }
  }
}
