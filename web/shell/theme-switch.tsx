import { Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../ui/button.tsx'

const THEMES = ['system', 'light', 'dark'] as const
type Theme = (typeof THEMES)[number]
const ICON = { system: Monitor, light: Sun, dark: Moon }

const stored = (): Theme => THEMES.find((theme) => theme === localStorage.getItem('theme')) ?? 'system'

/** Goes round system, light and dark. theme.js, which runs before the page, does the rest. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState(stored)
  const Icon = ICON[theme]
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system'
  const choose = () => {
    localStorage.setItem('theme', next)
    dispatchEvent(new Event('themechange'))
    setTheme(next)
  }
  return (
    <IconButton label={`Theme: ${theme}. Change to ${next}`} onClick={choose}>
      <Icon size={16} aria-hidden />
    </IconButton>
  )
}
