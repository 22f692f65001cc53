import { useSyncExternalStore } from 'react'

/** The draft of the conversation that does not exist yet. */
export const NEW = 'new'

const shown = new Map<string, string>()
const listeners = new Set<() => void>()
const stored = (key: string) => `draft:${key}`

function show(key: string, text: string) {
  shown.set(key, text)
  for (const listener of listeners) listener()
}

function keep(key: string, text: string) {
  if (text === '') localStorage.removeItem(stored(key))
  else localStorage.setItem(stored(key), text)
}

/** What is in the composer of a conversation. It outlives the tab until the server has accepted it. */
export const drafts = {
  read: (key: string) => shown.get(key) ?? localStorage.getItem(stored(key)) ?? '',
  write(key: string, text: string) {
    keep(key, text)
    show(key, text)
  },
  /** The composer empties at once; the copy stays until `accepted`. */
  sending(from: string, to: string, text: string) {
    keep(to, text)
    show(to, '')
    if (from === to) return
    keep(from, '')
    show(from, '')
  },
  accepted(key: string, text: string) {
    if (localStorage.getItem(stored(key)) === text) keep(key, '')
  },
  /** The server did not take it: back into the composer, before what was typed since. */
  refused(key: string, text: string) {
    const since = shown.get(key)
    drafts.write(key, since ? `${text}\n${since}` : text)
  },
}

export const useDraft = (key: string) =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => drafts.read(key),
  )
