import { useQuery } from '@tanstack/react-query'
import { meQuery } from '../queries.ts'

/** A role may be changed by others while the page is open. */
const LOOK_AGAIN_MS = 15_000

/** What the person is here, for pages that show more to some. The server decides all the same. */
export function useRole() {
  const { data: me } = useQuery({ ...meQuery, staleTime: LOOK_AGAIN_MS })
  const role = me?.workspace.role
  return { me, role, manages: role === 'owner' || role === 'admin' }
}
