import { Link } from '@tanstack/react-router'
import { Menu, SquarePen } from 'lucide-react'
import { IconButton, iconButtonClass } from '../ui/button.tsx'

/** What is left of the rail on a small screen. */
export function TopBar({ onOpen }: { onOpen: () => void }) {
  return (
    <header className="flex items-center justify-between border-b border-line px-2 py-1 md:hidden">
      <IconButton label="Open the menu" onClick={onOpen}>
        <Menu size={18} aria-hidden />
      </IconButton>
      <span className="font-stretch-[94%] font-semibold">SessionBurst</span>
      <Link to="/c/new" aria-label="New conversation" className={iconButtonClass}>
        <SquarePen size={18} aria-hidden />
      </Link>
    </header>
  )
}
