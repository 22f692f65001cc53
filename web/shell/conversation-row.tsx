import { Link } from '@tanstack/react-router'
import { Ellipsis } from 'lucide-react'
import type { Conversation } from '../client.ts'
import { IconButton } from '../ui/button.tsx'
import { cls } from '../ui/class.ts'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { railItemClass } from './places.tsx'

interface Props {
  conversation: Conversation
  onRename: () => void
  onDelete: () => void
}

export function ConversationRow({ conversation: { id, title, state }, onRename, onDelete }: Props) {
  return (
    <li className="group relative">
      <Link
        to="/c/$id"
        params={{ id }}
        className={cls(railItemClass, 'group-focus-within:pr-9 group-hover:pr-9 touch:pr-12')}
        title={title}
      >
        <StateSquare state={state} />
        <span className="truncate">{title}</span>
      </Link>
      <div className="absolute inset-y-0 right-0 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 touch:opacity-100">
        <Menu
          trigger={
            <IconButton label={`More for ${title}`}>
              <Ellipsis size={16} aria-hidden />
            </IconButton>
          }
        >
          <MenuItem onClick={onRename}>Rename</MenuItem>
          <MenuItem onClick={onDelete} danger>
            Delete
          </MenuItem>
        </Menu>
      </div>
    </li>
  )
}

const SQUARE: Record<Conversation['state'], { shape: string; says?: string }> = {
  idle: { shape: 'border border-line-2' },
  replying: { shape: 'animate-breathe border border-ink bg-spark', says: 'replying' },
  waiting: { shape: 'bg-blocked', says: 'waits for your approval' },
  failed: { shape: 'bg-fail', says: 'broke off' },
}

function StateSquare({ state }: { state: Conversation['state'] }) {
  const { shape, says } = SQUARE[state]
  return (
    <span className={cls('size-2 shrink-0 rounded-bar', shape)}>
      {says && <span className="heard">{says}</span>}
    </span>
  )
}
