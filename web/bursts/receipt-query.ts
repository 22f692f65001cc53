import { queryOptions } from '@tanstack/react-query'
import { api, type Burst, json } from '../client.ts'
import { isGoing } from './burst-query.ts'
import { overCount } from './words.ts'

/** It adds up whole visits, so a burst that is going is asked now and then, and once more when it is over. */
const EVERY_MS = 30_000

/** What the analytics of a burst's sessions came to, as soon as one is over. */
export const receiptQuery = (burst: Pick<Burst, 'id' | 'counts' | 'sessions'>) =>
  queryOptions({
    queryKey: ['receipt', burst.id, isGoing(burst)],
    queryFn: () => json(api.bursts[':id'].receipt.$get({ param: { id: burst.id } })),
    enabled: overCount(burst) > 0,
    refetchInterval: isGoing(burst) ? EVERY_MS : false,
    placeholderData: (before) => before,
  })
