import { useEffect, useState } from 'react'
import type { Burst } from '../client.ts'
import { durationOf, momentOf } from '../ui/time.ts'

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

const wholeSeconds = (ms: number) => (ms < 60_000 ? `${Math.floor(ms / 1_000)} s` : durationOf(ms))

function useNow(ticking: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!ticking) return
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [ticking])
  return now
}
