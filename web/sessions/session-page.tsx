import { useQuery } from '@tanstack/react-query'
import { Screen } from '../ui/screen.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { Detail } from './detail.tsx'
import { sessionQuery } from './log-query.ts'

/** One session at full width, for a link that is passed on. */
export function SessionPage({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(sessionQuery(id))
  return (
    <Screen title={data ? `Session ${data.number}` : 'Session'}>
      {!data && error && <Trouble what="This session" error={error} onRetry={refetch} />}
      {data && <Detail session={data} />}
    </Screen>
  )
}
