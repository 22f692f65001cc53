import { PanelLeft, SquarePen } from 'lucide-react'
import { IconButton } from '../ui/button.tsx'
import { cls } from '../ui/class.ts'
import { AccountMenu } from './account-menu.tsx'
import { ConversationList } from './conversation-list.tsx'
import { Places, RailLink } from './places.tsx'
import { ThemeSwitch } from './theme-switch.tsx'
import { WorkspaceMenu } from './workspace-menu.tsx'

interface Props {
  className?: string
  collapsed?: boolean
  /** Missing in the drawer, which is never narrow. */
  onCollapse?: (collapsed: boolean) => void
}

/** Everything that can be gone to: workspaces, places, conversations, and who is signed in. */
export function Rail({ className, collapsed = false, onCollapse }: Props) {
  return (
    <nav
      aria-label="Main"
      className={cls(
        'flex shrink-0 flex-col gap-4 border-r border-line p-3',
        collapsed ? 'w-14' : 'w-60',
        className,
      )}
    >
      <div className="flex h-8 items-center justify-between">
        {!collapsed && <span className="px-2.5 font-stretch-[94%] font-semibold">SessionBurst</span>}
        {onCollapse && (
          <IconButton
            label={collapsed ? 'Widen the rail' : 'Narrow the rail'}
            aria-expanded={!collapsed}
            onClick={() => onCollapse(!collapsed)}
          >
            <PanelLeft size={16} aria-hidden />
          </IconButton>
        )}
      </div>
      <div className="flex flex-col gap-0.5">
        <WorkspaceMenu bare={collapsed} />
        <RailLink to="/c/new" icon={SquarePen} name="New conversation" bare={collapsed} />
        <Places bare={collapsed} />
      </div>
      {collapsed ? <div className="flex-1" /> : <ConversationList />}
      <div className={cls('flex items-center justify-between gap-1', collapsed && 'flex-col')}>
        <AccountMenu bare={collapsed} />
        <ThemeSwitch />
      </div>
    </nav>
  )
}
