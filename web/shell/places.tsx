import { Link, type LinkProps } from '@tanstack/react-router'
import { ChartLine, ChartNoAxesColumn, Globe, KeyRound, List, type LucideIcon, Users } from 'lucide-react'
import { cls } from '../ui/class.ts'

interface Props {
  to: LinkProps['to']
  icon: LucideIcon
  name: string
  /** Only the icon. */
  bare: boolean
}

export const railItemClass =
  'flex h-8 touch:h-11 min-w-0 items-center gap-2.5 rounded-control px-2 text-ink-2 transition-colors hover:bg-well hover:text-ink aria-[current=page]:bg-well aria-[current=page]:font-medium aria-[current=page]:text-ink'

export function RailLink({ to, icon: Icon, name, bare }: Props) {
  return (
    <Link
      to={to}
      aria-label={bare ? name : undefined}
      title={bare ? name : undefined}
      className={cls(railItemClass, bare && 'justify-center px-0')}
    >
      <Icon size={16} aria-hidden className="shrink-0" />
      {!bare && name}
    </Link>
  )
}

export function Places({ bare }: { bare: boolean }) {
  return (
    <>
      <RailLink to="/bursts" icon={ChartNoAxesColumn} name="Bursts" bare={bare} />
      <RailLink to="/sessions" icon={List} name="Sessions" bare={bare} />
      <RailLink to="/trends" icon={ChartLine} name="Trends" bare={bare} />
      <RailLink to="/settings/targets" icon={Globe} name="Targets" bare={bare} />
      <RailLink to="/team" icon={Users} name="Team" bare={bare} />
      <RailLink to="/settings/keys" icon={KeyRound} name="Keys" bare={bare} />
    </>
  )
}
