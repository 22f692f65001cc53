import { useSyncExternalStore } from 'react'

const KEY = 'workspace'
const listeners = new Set<() => void>()
let settled = false
let lost = false

// A link from elsewhere says which workspace it is about.
const named = new URLSearchParams(location.search).get('workspace')
if (named) sessionStorage.setItem(KEY, named)

function setLost(next: boolean) {
  lost = next
  for (const listener of listeners) listener()
}

/** The workspace of this tab: every request names it, for another tab may be in another one. */
export const workspace = {
  /** Undefined before anything was asked: the server then means the last used one. */
  id: () => sessionStorage.getItem(KEY) ?? undefined,
  settle(id: string) {
    sessionStorage.setItem(KEY, id)
    settled = true
    setLost(false)
  },
  /** Somebody signed in: perhaps not who was here before. */
  unsettle() {
    settled = false
  },
  forget() {
    sessionStorage.removeItem(KEY)
    settled = false
  },
  /** The server knows no such workspace of this person. While the page is open in it, that means they lost it. */
  refused() {
    if (settled) setLost(true)
  },
}

export const useWorkspaceLost = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => lost,
  )

/** Goes there with a full load: nothing of the workspace before stays in the memory of the page. */
export function enterWorkspace(id: string | undefined, path = '/'): void {
  if (id) workspace.settle(id)
  else workspace.forget()
  location.assign(path)
}

/** For what can send no header: streams, pictures, downloads. */
export function inWorkspace(path: string): string {
  const id = workspace.id()
  return id ? `${path}${path.includes('?') ? '&' : '?'}workspace=${id}` : path
}
