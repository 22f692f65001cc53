import { useEffect, useEffectEvent, useRef, useState } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import './plot.css'
import { FONT, type Look, optionsOf } from './options.ts'
import { PlotTip } from './plot-tip.tsx'
import { useShownTheme } from './use-shown-theme.ts'

interface Props extends Look {
  /** Milliseconds since 1970, ascending. */
  times: number[]
  height: number
  /** What is seen, in a sentence: the figures themselves stand in a table. */
  label: string
  onPoint?: (point: number, line: number) => void
  /** The first and the last point that were dragged over. */
  onBrush?: (first: number, last: number) => void
}

/** The one place that knows uPlot: lines over time, with our own tip, a click on a point and a brush. */
export function Plot({ times, height, label, onPoint, onBrush, ...look }: Props) {
  const frame = useRef<HTMLDivElement>(null)
  const [seen, setSeen] = useState<{ point: number; left: number; far: boolean }>()
  const theme = useShownTheme()
  const brushed = useEffectEvent((plot: uPlot) => {
    if (plot.select.width <= 0) return
    const first = plot.posToIdx(plot.select.left)
    const last = plot.posToIdx(plot.select.left + plot.select.width)
    onBrush?.(Math.min(first, last), Math.max(first, last))
  })
  const clicked = useEffectEvent((plot: uPlot) => {
    const { idx, top = 0 } = plot.cursor
    if (typeof idx !== 'number') return
    const line = nearest(
      look.lines.map(({ values }) => values[idx]).map((value) => value != null && plot.valToPos(value, 'y')),
      top,
    )
    if (line >= 0) onPoint?.(idx, line)
  })
  // Only what is drawn makes another drawing; functions are new with every rendering.
  const drawn = JSON.stringify([times, look.lines, look.bucket, look.share, look.filled])
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const { current } = frame
    if (!current) return
    const plot = new uPlot(
      {
        ...optionsOf(look, times.length),
        width: current.clientWidth,
        height,
        hooks: {
          setCursor: [
            ({ cursor: { idx, left = 0 }, over }) =>
              setSeen(
                typeof idx === 'number' && left >= 0
                  ? { point: idx, left, far: left > over.clientWidth / 2 }
                  : undefined,
              ),
          ],
          setSelect: [brushed],
        },
      },
      [times, ...look.lines.map(({ values }) => values)],
      current,
    )
    // A canvas does not wait for its font.
    void document.fonts.load(FONT).then(() => plot.status === 1 && plot.redraw(false, true))
    const click = () => clicked(plot)
    plot.over.addEventListener('click', click)
    const resized = new ResizeObserver(() => plot.setSize({ width: current.clientWidth, height }))
    resized.observe(current)
    return () => {
      resized.disconnect()
      plot.destroy()
      setSeen(undefined)
    }
  }, [drawn, height, theme])
  return (
    // The canvas has a fixed width: without these it would hold the page as wide as it was drawn.
    <div className="relative min-w-0 overflow-hidden">
      <div ref={frame} role="img" aria-label={label} className="plot" style={{ height }} />
      {seen && <PlotTip times={times} look={look} {...seen} />}
    </div>
  )
}

function nearest(places: (number | false)[], to: number): number {
  let best = -1
  for (const [at, place] of places.entries())
    if (place !== false && (best < 0 || Math.abs(place - to) < Math.abs((places[best] || 0) - to))) best = at
  return best
}
