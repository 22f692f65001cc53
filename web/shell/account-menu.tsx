import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { CircleUser } from 'lucide-react'
import { meQuery } from '../queries.ts'
import { signOut } from '../session/account.ts'
import { cls } from '../ui/class.ts'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { railItemClass } from './places.tsx'

/** Who is signed in, where, and the way out. */
export function AccountMenu({ bare }: { bare: boolean }) {
  const { data: me } = useQuery(meQuery)
  const navigate = useNavigate()
  const email = me?.user.email ?? ''
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={bare ? `Account ${email}` : undefined}
          title={email}
          className={cls(railItemClass, bare && 'justify-center')}
        >
          <CircleUser size={16} aria-hidden className="shrink-0" />
          {!bare && <span className="truncate">{me?.workspace?.name ?? 'Account'}</span>}
        </button>
      }
    >
      <p className="max-w-60 truncate px-2.5 py-1.5 text-ink-3">{email}</p>
      <MenuItem onClick={() => void navigate({ to: '/profile' })}>Profile</MenuItem>
      <MenuItem onClick={() => void leave()}>Sign out</MenuItem>
    </Menu>
  )
}

/** Leaves with a full load: nothing of this person stays in the memory of the page. */
async function leave() {
  await signOut('local')
  location.assign('/sign-in')
}
