import { useSyncExternalStore } from 'react'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const stored = (): Theme => THEMES.find((theme) => theme === localStorage.getItem('theme')) ?? 'system'

/** theme.js, which runs before the page, does the rest. */
function choose(theme: Theme) {
  localStorage.setItem('theme', theme)
  dispatchEvent(new Event('themechange'))
}

function follow(listener: () => void) {
  addEventListener('themechange', listener)
  return () => removeEventListener('themechange', listener)
}

export const useTheme = () => ({ theme: useSyncExternalStore(follow, stored), choose })
