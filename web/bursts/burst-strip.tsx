import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { BurstProgress } from '../events/burst-progress.ts'
import { Strip } from './strip.tsx'
import { layOut, layOutCounts } from './strip-layout.ts'
import { stripName } from './words.ts'

/** The strip of a followed burst; a click on a bar opens its session. */
export function BurstStrip({ progress, size }: { progress: BurstProgress; size: 28 | 44 }) {
  const { burst, sessions } = progress
  const steps = burst.journey.length
  const navigate = useNavigate()
  const open = useCallback((id: string) => void navigate({ to: '/sessions/$id', params: { id } }), [navigate])
  const layout = useMemo(
    () => (sessions.length > 0 ? layOut(size, sessions, steps) : layOutCounts(size, burst.counts)),
    [size, sessions, steps, burst.counts],
  )
  return <Strip size={size} layout={layout} name={stripName(burst)} onOpen={open} />
}
