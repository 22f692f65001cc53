import { useEffect, useEffectEvent, useState } from 'react'
import { call } from '../client.ts'
import { explain } from '../problem.ts'

/** Stops the reply where it is made, on the server; Esc does it too. The burst it may have started goes on. */
export function useStop(conversationId: string, busy: boolean) {
  const [stopError, setStopError] = useState<string>()
  const stop = () => {
    setStopError(undefined)
    call(`/api/chat/${conversationId}/stop`, { method: 'POST' }).catch((error: unknown) =>
      setStopError(explain(error)),
    )
  }
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('[role=dialog]')) stop()
  })
  useEffect(() => {
    if (!busy) return
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [busy])
  return { stop, stopError }
}
