import { useId } from 'react'
import { THEMES, useTheme } from '../ui/theme.ts'
import { Section } from './section.tsx'

const WORDS = { system: 'As the system', light: 'Light', dark: 'Dark' }

export function ThemeSection() {
  const { theme, choose } = useTheme()
  const name = useId()
  return (
    <Section title="Theme" hint="For this browser.">
      <fieldset className="flex flex-wrap gap-x-6 gap-y-2">
        <legend className="heard">Theme</legend>
        {THEMES.map((one) => (
          <label key={one} className="flex min-h-8 touch:min-h-11 items-center gap-2">
            <input
              type="radio"
              name={name}
              checked={one === theme}
              onChange={() => choose(one)}
              className="size-4 accent-ink"
            />
            {WORDS[one]}
          </label>
        ))}
      </fieldset>
    </Section>
  )
}
