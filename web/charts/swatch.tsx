import type { Ink } from './palette.ts'

/** A piece of a line, as it is drawn. */
export const Swatch = ({ ink: { colour, dashed } }: { ink: Ink }) => (
  <span
    aria-hidden
    className="w-3.5 shrink-0 border-t-2"
    style={{ borderColor: `var(${colour})`, borderTopStyle: dashed ? 'dashed' : 'solid' }}
  />
)
