import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { cls } from './class.ts'

/** A button with a list of things to do under it. */
export function Menu({ trigger, children }: { trigger: ReactElement; children: ReactNode }) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align="end" sideOffset={4} className="z-50">
          <Base.Popup className="max-h-(--available-height) min-w-40 overflow-y-auto rounded-card border border-line bg-sheet p-1 shadow-float transition duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

interface ItemProps {
  onClick: () => void
  danger?: boolean
  children: ReactNode
}

export function MenuItem({ onClick, danger, children }: ItemProps) {
  return (
    <Base.Item
      onClick={onClick}
      className={cls(
        'flex h-8 touch:h-11 items-center gap-2 rounded-control px-2.5 text-13 outline-none select-none',
        danger ? 'text-fail data-highlighted:bg-fail-soft' : 'data-highlighted:bg-well',
      )}
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
      className="flex h-8 touch:h-11 items-center gap-2 rounded-control px-2.5 text-13 outline-none select-none data-highlighted:bg-well"
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
