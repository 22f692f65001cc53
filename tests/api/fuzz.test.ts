import { expect, test } from 'vitest'
import { DATABASES, freshDatabase } from '../support/databases.ts'
import { fuzz } from '../support/fuzz/run.ts'

test.each(DATABASES)(
  'answers 500 hostile requests on %s without breaking, and says what was wrong',
  async (kind) => {
    const database = await freshDatabase(kind)
    const { statuses, wrong, errors } = await fuzz(database, { seed: 20_261_122, count: 500 })
    await database.close()
    expect(wrong).toEqual([])
    expect(errors).toEqual([])
    // The requests reach the routes: some are good, and others wrong in every way there is.
    for (const status of [200, 201, 204, 400, 401, 404])
      expect({ status, times: statuses[status] ?? 0 }).not.toEqual({ status, times: 0 })
  },
)
