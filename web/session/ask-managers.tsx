import { useRole } from './role.ts'

/** Said once on a page whose buttons a member would only be refused. */
export function AskManagers({ to }: { to: string }) {
  const { role, me } = useRole()
  if (role !== 'member') return null
  const people = me?.managers?.map(({ name, email, role }) => `${name ?? email} (${role})`) ?? []
  return (
    <p className="rounded-control border border-line bg-sheet px-3 py-2 text-ink-2 wrap-anywhere">
      You are a member here. To {to}, ask <span className="text-ink">{either.format(people)}</span>.
    </p>
  )
}

const either = new Intl.ListFormat('en-GB', { type: 'disjunction' })
