import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Check, ChevronsUpDown, Plus, Settings2 } from 'lucide-react'
import { useState } from 'react'
import { meQuery } from '../queries.ts'
import { enterWorkspace } from '../session/workspace.ts'
import { cls } from '../ui/class.ts'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { NewWorkspaceDialog } from './new-workspace-dialog.tsx'
import { railItemClass } from './places.tsx'

/** Where one is, and the way to one's other workspaces. */
export function WorkspaceMenu({ bare }: { bare: boolean }) {
  const { data: me } = useQuery(meQuery)
  const navigate = useNavigate()
  const [making, setMaking] = useState(false)
  const name = me?.workspace.name ?? ''
  return (
    <>
      <Menu
        align="start"
        trigger={
          <button
            type="button"
            aria-label={`Workspace: ${name}`}
            title={name}
            className={cls(railItemClass, 'w-full font-medium text-ink', bare && 'justify-center px-0')}
          >
            <span
              aria-hidden
              data-initial={[...name][0]}
              className="grid size-5 shrink-0 place-items-center rounded-chip bg-ink text-11 font-semibold text-ground uppercase before:content-[attr(data-initial)]"
            />
            {!bare && (
              <>
                <span className="min-w-0 flex-1 truncate text-left">{name}</span>
                <ChevronsUpDown size={14} aria-hidden className="shrink-0 text-ink-3" />
              </>
            )}
          </button>
        }
      >
        {me?.workspaces.map((one) => (
          <MenuItem key={one.id} onClick={() => one.id !== me.workspace.id && enterWorkspace(one.id)}>
            <span className="max-w-56 min-w-0 flex-1 truncate">{one.name}</span>
            <span className="label">{one.role}</span>
            {one.id === me.workspace.id ? (
              <>
                <Check size={14} aria-hidden />
                <span className="heard">, you are here</span>
              </>
            ) : (
              <span className="w-3.5" />
            )}
          </MenuItem>
        ))}
        <hr className="my-1 border-line" />
        <MenuItem onClick={() => void navigate({ to: '/settings/workspace' })}>
          <Settings2 size={14} aria-hidden />
          Workspace settings
        </MenuItem>
        <MenuItem onClick={() => setMaking(true)}>
          <Plus size={14} aria-hidden />
          New workspace
        </MenuItem>
      </Menu>
      {making && <NewWorkspaceDialog onClose={() => setMaking(false)} />}
    </>
  )
}
