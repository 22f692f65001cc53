import type { PGlite } from '@electric-sql/pglite'
import postgres from 'postgres'
import type { Database } from '../../db/client.ts'

type Cell = string | number | null | object

/**
 * A way to put many rows into a table: the text format of COPY, of which `into` is the table with its columns. No trigger
 * hears of them, and no foreign key is checked.
 */
export interface Copier {
  copy(into: string, rows: Cell[][]): Promise<void>
  close(): Promise<void>
}

export function copierOf({ db, kind }: Database, url: string | undefined): Copier {
  if (kind === 'pglite' || !url) {
    const { $client } = db as unknown as { $client: PGlite }
    return {
      async copy(into, rows) {
        await $client.transaction(async (tx) => {
          await tx.query('set local session_replication_role = replica')
          await tx.query(`copy ${into} from '/dev/blob'`, [], { blob: new Blob([text(rows)]) })
        })
      },
      close: async () => {},
    }
  }
  const connection = { session_replication_role: 'replica' }
  const sql = postgres(url, { max: 1, onnotice: () => {}, connection })
  return {
    async copy(into, rows) {
      const writable = await sql.unsafe(`copy ${into} from stdin`).writable()
      await new Promise<void>((resolve, reject) => {
        writable.once('error', reject).once('finish', resolve)
        writable.end(text(rows))
      })
    },
    close: () => sql.end(),
  }
}

const text = (rows: Cell[][]) => rows.map((row) => `${row.map(escaped).join('\t')}\n`).join('')

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function escaped(cell: Cell): string {
  if (cell === null) return '\\N'
  const said = typeof cell === 'object' ? JSON.stringify(cell) : String(cell)
  return said.replace(/[\\\t\n\r]/g, (char) => ESCAPES[char] ?? '')
}
