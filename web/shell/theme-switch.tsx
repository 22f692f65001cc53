import { Monitor, Moon, Sun } from 'lucide-react'
import { IconButton } from '../ui/button.tsx'
import { THEMES, useTheme } from '../ui/theme.ts'

const ICON = { system: Monitor, light: Sun, dark: Moon }

/** Goes round system, light and dark. */
export function ThemeSwitch() {
  const { theme, choose } = useTheme()
  const Icon = ICON[theme]
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system'
  return (
    <IconButton label={`Theme: ${theme}. Change to ${next}`} onClick={() => choose(next)}>
      <Icon size={16} aria-hidden />
    </IconButton>
  )
}
