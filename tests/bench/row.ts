export interface Row {
  case: string
  value: number
  unit: string
  yardstick: string
  yardstickValue: number
  /** Our value by the yardstick's. */
  ratio: number
}

export type Bench = (options: {
  chromePath: string
  progress(line: string): void
  /** How large, where a bench has sizes: `--rows 1e6`. */
  rows?: number
  /** Shows the plans of the statements instead, where a bench has any: `--explain`. */
  explain?: boolean
  /** Writes what it made, where a bench makes something: `--write`. */
  write?: boolean
}) => Promise<Row[]>

/** The rows for people, numbers to three figures. */
export function table(rows: Row[]): string {
  const short = (value: number) => String(Number(value.toPrecision(3)))
  const cells = rows.map((row) => [
    row.case,
    `${short(row.value)} ${row.unit}`,
    `${short(row.yardstickValue)} ${row.unit}`,
    short(row.ratio),
    row.yardstick,
  ])
  const all = [['case', 'ours', 'yardstick', 'ratio', 'which yardstick'], ...cells]
  const widths = all[0]?.map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0))) ?? []
  return all
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
