import { useInfiniteQuery } from '@tanstack/react-query'
import type { Member } from '../client.ts'
import { ShowMore } from '../ui/more.tsx'
import { Part } from '../ui/part.tsx'
import { RowOutlines } from '../ui/row-outlines.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { MemberRow } from './member-row.tsx'
import { membersQuery } from './queries.ts'

interface Props {
  me: string
  role: Member['role']
  workspace: string
}

export function Members(props: Props) {
  const pages = useInfiniteQuery(membersQuery)
  const members = pages.data?.pages.flatMap((page) => page.items)
  return (
    <Part
      title="Members"
      hint="Members run bursts and read the log. Admins also manage targets, people and keys. Owners also decide about the workspace itself."
    >
      {pages.error && !members && <Trouble what="The members" error={pages.error} onRetry={pages.refetch} />}
      {!members && !pages.error && <RowOutlines what="the members" />}
      {members && (
        <ul className="border-t border-line">
          {members.map((member) => (
            <MemberRow key={member.id} member={member} {...props} />
          ))}
        </ul>
      )}
      <ShowMore {...pages} />
    </Part>
  )
}
