import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let ended = false
let renewer: () => Promise<boolean> = async () => false
let renewing: Promise<boolean> | undefined

function set(next: boolean) {
  if (ended === next) return
  ended = next
  for (const listener of listeners) listener()
}

/** Whether the cookie stopped being accepted while the page was open: the sign-in dialog then opens over it. */
export const session = {
  end: () => set(true),
  resume: () => set(false),
  /** Who gets a new cookie for an old one, where that is possible. */
  renewWith(next: () => Promise<boolean>) {
    renewer = next
  },
  /** However many requests were refused at once, the cookie is renewed once for all of them. */
  renew(): Promise<boolean> {
    renewing ??= renewer().finally(() => {
      renewing = undefined
    })
    return renewing
  },
}

export const useSessionEnded = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => ended,
  )
