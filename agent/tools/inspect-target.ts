import { z } from 'zod'
import type { Db } from '../../db/client.ts'
import { type Doctor, getDoctor, requestInspection } from '../../db/doctor.ts'
import { findVerifiedTarget } from '../bursts/find-target.ts'
import { defineTool } from './tool.ts'

/** A report of the last minutes is as good as a new one. */
const FRESH_MS = 10 * 60_000
/** A visit takes some 20 s, longer on a large site: then the answer is that it is under way. */
const WAIT_MS = 60_000
const POLL_MS = 500

export const inspectTarget = defineTool({
  name: 'inspectTarget',
  permission: 'runBursts',
  description:
    "Visit one of the workspace's own verified targets: which analytics SDKs it loads, which would not record sessions and the fix, consent banners, its pages, and journeys worth a try.",
  input: z
    .object({ target: z.string().min(1).max(300).optional().describe('name or URL of a target') })
    .strict(),
  async run({ db, workspaceId, now }, { target }) {
    const { id } = await findVerifiedTarget(db, { workspaceId, target })
    const known = await getDoctor(db, { workspaceId, id })
    const age = known.inspectedAt ? now.getTime() - known.inspectedAt.getTime() : Number.POSITIVE_INFINITY
    if (age < FRESH_MS && known.state === 'done') return brief(known)
    await requestInspection(db, { workspaceId, id })
    return brief(await settled(db, { workspaceId, id }))
  },
})

/** Polls, for a tool has nothing to listen with; the visit itself is a runner's. */
async function settled(db: Db, target: { workspaceId: string; id: string }): Promise<Doctor> {
  const end = performance.now() + WAIT_MS
  for (;;) {
    const doctor = await getDoctor(db, target)
    if (doctor.state === 'done' || doctor.state === 'failed' || performance.now() > end) return doctor
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

/** What a model and a person need of it, bounded. */
function brief({ target, state, reason, inspectedAt, report, thirdParties }: Doctor) {
  return {
    target: { name: target.name, origin: target.origin },
    state,
    reason,
    inspectedAt,
    sdks: report?.sdks.map(({ name, version, verdict, requests, accepted, problems }) => ({
      name,
      version,
      verdict,
      requests,
      accepted,
      problems: problems.map(({ why, fix }) => ({ why, fix })),
    })),
    banners: report?.banners.map(({ vendor, fix }) => ({ vendor, fix })),
    pages: report?.pages.map(({ path, title }) => ({ path, title })),
    suggestions: report?.suggestions,
    notes: report?.notes,
    waitingForApproval: thirdParties.filter(({ allowed }) => !allowed).map(({ host }) => host),
  }
}
