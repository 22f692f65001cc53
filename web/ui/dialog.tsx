import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { cls } from './class.ts'

interface Props {
  open: boolean
  onOpenChange?: (open: boolean) => void
  title: string
  /** `sheet` slides in from the left edge and holds the rail on small screens; `inspector` from the right. */
  shape?: 'centre' | 'sheet' | 'inspector' | 'picture'
  titleHidden?: boolean
  children: ReactNode
}

const SHAPE = {
  centre:
    'top-1/2 left-1/2 w-[min(440px,calc(100vw-32px))] max-h-[calc(100dvh-32px)] -translate-1/2 rounded-large border border-line p-6 data-ending-style:scale-98 data-starting-style:scale-98',
  sheet:
    'inset-y-0 left-0 w-[min(300px,86vw)] border-r border-line data-ending-style:-translate-x-full data-starting-style:-translate-x-full',
  picture:
    'top-1/2 left-1/2 max-h-[calc(100dvh-32px)] w-[min(1280px,calc(100vw-32px))] -translate-1/2 rounded-large border border-line data-ending-style:scale-98 data-starting-style:scale-98',
  inspector:
    'inset-y-0 right-0 w-[min(760px,100vw)] border-l border-line data-ending-style:translate-x-full data-starting-style:translate-x-full',
}

/** A layer over the page: traps the focus, Esc closes it, and gives the focus back. */
export function Dialog({ open, onOpenChange, title, shape = 'centre', titleHidden, children }: Props) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop
          forceRender
          className="fixed inset-0 z-40 bg-ink/25 transition-opacity duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0 dark:bg-well/70"
        />
        <Base.Popup
          className={cls(
            'fixed z-50 overflow-y-auto bg-sheet outline-none shadow-float transition duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0',
            SHAPE[shape],
          )}
        >
          <Base.Title className={titleHidden ? 'heard' : 'mb-1 text-17 wrap-anywhere'}>{title}</Base.Title>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
