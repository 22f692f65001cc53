import { type CSSProperties, type MouseEvent, memo } from 'react'
import type { Outcome } from '../events/burst-progress.ts'
import './session-bar.css'

interface Props {
  state: Outcome
  /** Height as a part of the strip's: the device. */
  tall: number
  /** Where the fill ends, or the break is, as a part of the bar: how far the session came. */
  at: number
  /** Height in px where no strip around it says. */
  size?: number
  title?: string
  /** Makes it a link for the pointer. Whoever uses this has another way for the keyboard. */
  session?: string
  onOpen?: (session: string) => void
}

/** One session as a bar. Memoised by its plain values: of a thousand, a patch draws only those that changed. */
export const SessionBar = memo(function SessionBar({ state, tall, at, size, title, session, onOpen }: Props) {
  const style = { '--tall': tall, '--at': at, ...(size && { '--strip': `${size}px` }) } as CSSProperties
  const shown = { className: 'session-bar', 'data-state': state, title, style, 'aria-hidden': true } as const
  if (!session || !onOpen) return <span {...shown} />
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    onOpen(session)
  }
  return <a href={`/sessions/${session}`} tabIndex={-1} onClick={open} {...shown} />
})
