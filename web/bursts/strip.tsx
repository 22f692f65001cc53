import type { CSSProperties } from 'react'
import { SessionBar } from '../ui/session-bar.tsx'
import type { StripLayout, StripSize } from './strip-layout.ts'
import './strip.css'

interface Props {
  size: StripSize
  layout: StripLayout
  /** What the whole strip says, such as "20 of 30 sessions over: 18 completed, 2 failed". */
  name: string
  /** Makes each bar open its session. For the pointer only: the list of sessions is the keyboard's way. */
  onOpen?: (session: string) => void
}

/** The signature of the page: one bar per session, whose height tells the device and whose shape the outcome. */
export function Strip({ size, layout, name, onOpen }: Props) {
  const style = { '--bar': `${layout.width}px`, '--gap': `${layout.gap}px` } as CSSProperties
  return (
    <div className="strip" data-size={size} data-kind={layout.kind} style={style}>
      <span className="heard">{name}</span>
      {layout.bars.map(({ key, ...bar }) => (
        <SessionBar key={key} {...bar} onOpen={onOpen} />
      ))}
    </div>
  )
}
