import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let ended = false

function set(next: boolean) {
  if (ended === next) return
  ended = next
  for (const listener of listeners) listener()
}

/** Whether the cookie stopped being accepted while the page was open: the sign-in dialog then opens over it. */
export const session = {
  end: () => set(true),
  resume: () => set(false),
}

export const useSessionEnded = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => ended,
  )
