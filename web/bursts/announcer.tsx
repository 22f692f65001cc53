import { useEffect, useRef, useState } from 'react'
import type { Burst } from '../client.ts'
import { announcement, overCount } from './words.ts'

/** Tells a screen reader of each quarter of a burst, and of nothing in between. */
export function Announcer({ burst }: { burst: Burst }) {
  const [said, setSaid] = useState('')
  const over = overCount(burst)
  const before = useRef(over)
  useEffect(() => {
    const text = announcement(burst, before.current)
    before.current = over
    if (text) setSaid(text)
  }, [burst, over])
  return (
    <p role="status" className="heard">
      {said}
    </p>
  )
}
