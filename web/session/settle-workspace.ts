import { Problem } from '../problem.ts'
import { meQuery } from '../queries.ts'
import { queryClient } from '../query-client.ts'
import { workspace } from './workspace.ts'

/** Finds out who and where this tab is, before anything is asked about what is there. */
export async function settleWorkspace() {
  const me = await queryClient.ensureQueryData(meQuery).catch((error: unknown) => {
    if (!(error instanceof Problem) || error.field !== 'workspace' || !workspace.id()) throw error
    // Remembered from before, and not theirs (any more): the last used one it is.
    workspace.forget()
    return queryClient.fetchQuery(meQuery)
  })
  workspace.settle(me.workspace.id)
  return me
}
