import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { setPassword } from '../session/account.ts'
import { hasAccount } from '../session/supabase.ts'
import { Alert } from '../ui/alert.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { Arriving, ConfirmArrival } from './arriving.tsx'
import { SignInFrame } from './frame.tsx'
import { useArrival, useEntry } from './use-arrival.ts'

/** Where the link or code of a reset leads: signed in, with a new password to choose. */
export function ResetPage() {
  const navigate = useNavigate()
  const search = useSearch({ from: '/reset' })
  const enter = useEntry(undefined)
  const [ready, setReady] = useState(hasAccount)
  const arrived = () => {
    setReady(true)
    // The tokens have done their work; they should not stand in the address.
    void navigate({ to: '/reset', replace: true, hash: '' })
  }
  const { busy, error, confirm } = useArrival(search, arrived)
  const {
    error: refused,
    busy: saving,
    onSubmit,
  } = useSubmit(async (form) => {
    await setPassword(String(form.get('password')))
    enter()
  })
  if (busy && !ready) return <Arriving />
  if (confirm) return <ConfirmArrival {...confirm} />
  if (!ready)
    return (
      <SignInFrame title="Choose a new password" lead="For this you need the link or the code of a message.">
        <Alert>{error}</Alert>
        <Link to="/forgot" className={buttonClass('spark')}>
          Ask for a message
        </Link>
      </SignInFrame>
    )
  return (
    <SignInFrame title="Choose a new password" lead="Your other devices are signed out when it is saved.">
      <form onSubmit={onSubmit} className="flex flex-col gap-4">
        <PasswordField label="New password" name="password" fresh />
        <Alert>{refused ?? error}</Alert>
        <Button type="submit" kind="spark" disabled={saving}>
          {saving ? 'One moment' : 'Save and go on'}
        </Button>
      </form>
    </SignInFrame>
  )
}
