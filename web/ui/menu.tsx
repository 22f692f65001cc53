import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { cls } from './class.ts'

interface MenuProps {
  trigger: ReactElement
  align?: 'start' | 'end'
  /** Where it is opened by something besides its button. */
  open?: boolean
  onOpenChange?: (open: boolean) => void
  children: ReactNode
}

/** A button with a list of things to do under it. */
export function Menu({ trigger, align = 'end', open, onOpenChange, children }: MenuProps) {
  return (
    <Base.Root modal={false} open={open} onOpenChange={onOpenChange}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} className="z-50">
          <Base.Popup className="max-h-(--available-height) min-w-40 overflow-y-auto rounded-card border border-line bg-sheet p-1 shadow-float transition duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

const ROW =
  'flex h-8 touch:h-11 items-center gap-2 rounded-control px-2.5 text-13 whitespace-nowrap outline-none select-none'

interface ItemProps {
  onClick: () => void
  danger?: boolean
  children: ReactNode
}

export function MenuItem({ onClick, danger, children }: ItemProps) {
  return (
    <Base.Item
      onClick={onClick}
      className={cls(ROW, danger ? 'text-fail data-highlighted:bg-fail-soft' : 'data-highlighted:bg-well')}
    >
      {children}
    </Base.Item>
  )
}

interface CheckProps {
  checked: boolean
  onChange: (checked: boolean) => void
  children: ReactNode
}

/** One of several that may be chosen together: the menu stays open. */
export function MenuCheck({ checked, onChange, children }: CheckProps) {
  return (
    <Base.CheckboxItem
      checked={checked}
      onCheckedChange={onChange}
      closeOnClick={false}
      className={`${ROW} data-highlighted:bg-well`}
    >
      <span className="grid size-4 place-items-center">
        <Base.CheckboxItemIndicator>
          <Check size={14} aria-hidden />
        </Base.CheckboxItemIndicator>
      </span>
      {children}
    </Base.CheckboxItem>
  )
}

/** A file that the browser saves. */
export function MenuDownload({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Base.Item render={<a href={href} download />} className={`${ROW} data-highlighted:bg-well`}>
      {children}
    </Base.Item>
  )
}

export const MenuRule = () => <Base.Separator className="my-1 border-t border-line" />
