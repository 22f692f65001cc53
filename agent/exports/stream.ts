import type { ExportRow } from '../../db/export-rows.ts'
import type { ExportFormat } from '../../db/schema/exports.ts'
import { heading, line } from './lines.ts'

/** The bytes of an export. Batches are read as its reader asks for them, so that no more than one is in memory. */
export function exportStream(
  batches: AsyncGenerator<ExportRow[]>,
  format: ExportFormat,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let begun = false
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await batches.next()
        const text = `${begun ? '' : heading(format)}${(value ?? []).map((row: ExportRow) => line(format, row)).join('')}`
        begun = true
        if (text) controller.enqueue(encoder.encode(text))
        if (done) controller.close()
      },
      async cancel() {
        await batches.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}

/** Such as `sessions-2026-11-22.csv`. */
export const exportName = (format: ExportFormat, at: Date): string =>
  `sessions-${at.toISOString().slice(0, 10)}.${format}`
