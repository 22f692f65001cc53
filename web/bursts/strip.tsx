import { type CSSProperties, memo, type ReactNode } from 'react'
import type { Bar, StripLayout, StripSize } from './strip-layout.ts'
import './strip.css'

interface StripProps {
  size: StripSize
  layout: StripLayout
  /** What the whole strip says, such as "20 of 30 sessions over: 18 completed, 2 failed". */
  name: string
  /** Makes each bar open its session. For the pointer only: the list of sessions is the keyboard's way. */
  hrefOf?: (session: string) => string
}

/** The signature of the page: one bar per session, whose height tells the device and whose shape the outcome. */
export function Strip({ size, layout, name, hrefOf }: StripProps) {
  const style = { '--bar': `${layout.width}px`, '--gap': `${layout.gap}px` } as CSSProperties
  return (
    <div className="strip" data-size={size} data-kind={layout.kind} style={style}>
      <span className="heard">{name}</span>
      {layout.bars.map((bar) => (
        <StripBar
          key={bar.key}
          state={bar.state}
          tall={bar.tall}
          at={bar.at}
          title={bar.title}
          href={bar.session && hrefOf?.(bar.session)}
        />
      ))}
    </div>
  )
}

type StripBarProps = Pick<Bar, 'state' | 'tall' | 'at' | 'title'> & { href?: string }

/** Memoised by its plain values: of a thousand bars a patch draws only those that changed. */
const StripBar = memo(function StripBar({ state, tall, at, title, href }: StripBarProps): ReactNode {
  const style = { '--tall': tall, '--at': at } as CSSProperties
  const shown = { className: 'strip-bar', 'data-state': state, title, style, 'aria-hidden': true } as const
  return href ? <a href={href} tabIndex={-1} {...shown} /> : <span {...shown} />
})
