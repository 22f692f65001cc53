import type { Options, Series } from 'uplot'
import { type Bucket, markOf, topOf } from './axis.ts'
import { colourOf, faint, type Ink } from './palette.ts'

export interface Line {
  name: string
  values: (number | null)[]
  ink: Ink
}

export interface Look {
  lines: Line[]
  bucket: Bucket
  /** Percent. */
  share: boolean
  markValue: (value: number) => string
  /** The line alone gets some colour under it. */
  filled: boolean
}

export const FONT = '12px "Instrument Sans Variable", system-ui, sans-serif'
/** Steps of the time axis for points that are days: none between two of them. */
const WHOLE_DAYS = [1, 2, 3, 5, 7, 14, 28, 56].map((days) => days * 86_400_000)
/** So few points are each marked. */
const FEW = 45

/** How a plot is drawn, in the colours of the moment. */
export function optionsOf(look: Look, points: number): Omit<Options, 'width' | 'height'> {
  const quiet = colourOf('--ink-3')
  const rule = { stroke: colourOf('--line'), width: 1 }
  const axis = { stroke: quiet, font: FONT, ticks: { show: false }, grid: rule }
  return {
    ms: 1,
    padding: [8, 22, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      points: { size: 7 },
      drag: { x: true, y: false, setScale: false, dist: 6 },
    },
    scales: { y: { range: (_, __, max) => [0, topOf(max, look.share)] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 72,
        size: 28,
        incrs: look.bucket === 'day' || look.bucket === 'week' ? WHOLE_DAYS : undefined,
        values: (_, marks) => marks.map((mark) => markOf(mark, look.bucket)),
      },
      { ...axis, size: 52, values: (_, marks) => marks.map((mark) => look.markValue(mark)) },
    ],
    series: [{}, ...look.lines.map((line, at) => seriesOf(line, look.filled && at === 0, points))],
  }
}

function seriesOf({ ink, name }: Line, filled: boolean, points: number): Series {
  const stroke = colourOf(ink.colour)
  return {
    label: name,
    stroke,
    width: 1.5,
    dash: ink.dashed ? [4, 4] : undefined,
    // A plain colour and no gradient: uPlot asks for it before there is a layout to stretch one over.
    fill: filled ? faint(stroke, 8) : undefined,
    points: { show: points <= FEW && !ink.dashed, size: 4, fill: stroke },
  }
}
