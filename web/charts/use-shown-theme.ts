import { useSyncExternalStore } from 'react'

function follow(listener: () => void) {
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}

/** The theme that is shown: what is painted on a canvas is painted anew when it changes. */
export const useShownTheme = () =>
  useSyncExternalStore(follow, () => document.documentElement.dataset.theme ?? 'light')
