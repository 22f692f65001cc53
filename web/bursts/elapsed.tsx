import type { Burst } from '../client.ts'
import { durationOf, momentOf, wholeSeconds } from '../ui/time.ts'
import { useNow } from '../ui/use-now.ts'

/** How long the burst has been going or took; when it will begin, if it waits for its window. */
export function Elapsed({ burst }: { burst: Burst }) {
  const now = useNow(burst.endedAt === null)
  const began = Date.parse(burst.firstAt)
  if (burst.endedAt) {
    const took = Date.parse(burst.endedAt) - began
    return took > 0 ? <>took {durationOf(took)}</> : null
  }
  return now < began ? <>begins {momentOf(burst.firstAt)}</> : wholeSeconds(now - began)
}
