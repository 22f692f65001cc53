import { api, type Workspace } from '../client.ts'
import { meQuery, workspacesQuery } from '../queries.ts'
import { queryClient } from '../query-client.ts'

/** Changes it, and everything of the page that tells of it. */
export async function changeWorkspace(
  { id }: Workspace,
  change: { name?: string; approvalThreshold?: number },
): Promise<void> {
  await api.workspaces[':id'].$patch({ param: { id }, json: change })
  await Promise.all([queryClient.invalidateQueries(workspacesQuery), queryClient.invalidateQueries(meQuery)])
}
