import { useQuery } from '@tanstack/react-query'
import { meQuery, workspacesQuery } from '../queries.ts'
import { AskManagers } from '../session/ask-managers.tsx'
import { RowOutlines } from '../ui/row-outlines.tsx'
import { Screen } from '../ui/screen.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { ApprovalSection } from './approval.tsx'
import { DeleteSection } from './delete.tsx'
import { DeletedWorkspaces } from './deleted.tsx'
import { NameSection } from './name.tsx'

/** The workspace itself: its name, when it asks first, its end, and what can be brought back. */
export function WorkspacePage() {
  const { data: me } = useQuery(meQuery)
  const { data, error, refetch } = useQuery(workspacesQuery)
  const here = data?.items.find(({ id }) => id === me?.workspace.id)
  const deleted = data?.items.filter(({ deletedAt }) => deletedAt !== null) ?? []
  const manages = here?.role !== 'member'
  return (
    <Screen title="Workspace">
      {deleted.length > 0 && <DeletedWorkspaces deleted={deleted} />}
      {error && !data && <Trouble what="The workspace" error={error} onRetry={refetch} />}
      {!data && !error && <RowOutlines what="the workspace" />}
      {here && !manages && <AskManagers to={`change the settings of ${here.name}`} />}
      {here && (
        <div className="max-w-[720px] divide-y divide-line border-y border-line">
          <NameSection workspace={here} manages={manages} />
          <ApprovalSection workspace={here} manages={manages} />
          {here.role === 'owner' && <DeleteSection workspace={here} />}
        </div>
      )}
    </Screen>
  )
}
