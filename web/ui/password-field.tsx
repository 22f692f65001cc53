import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from './button.tsx'
import { Field } from './field.tsx'

interface Props {
  label: string
  name: string
  /** A new one has to be long enough; a password manager offers to make it. */
  fresh?: boolean
}

/** A password that can be looked at while it is typed. */
export function PasswordField({ label, name, fresh }: Props) {
  const [shown, setShown] = useState(false)
  const Icon = shown ? EyeOff : Eye
  return (
    <div className="relative">
      <Field
        label={label}
        name={name}
        type={shown ? 'text' : 'password'}
        minLength={fresh ? 8 : undefined}
        placeholder={fresh ? 'At least 8 characters' : undefined}
        autoComplete={fresh ? 'new-password' : 'current-password'}
        autoCapitalize="none"
        spellCheck={false}
        className="pr-9 touch:pr-12"
        required
      />
      <IconButton
        label={shown ? `Hide ${label.toLowerCase()}` : `Show ${label.toLowerCase()}`}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute right-0 bottom-0 hover:bg-transparent"
      >
        <Icon size={14} aria-hidden />
      </IconButton>
    </div>
  )
}
