import { type FormEvent, useState } from 'react'
import { explain } from '../problem.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { signInWith, type Way } from './credentials.ts'

/** The address and password, for those who have an account and those who make one. */
export function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const [way, setWay] = useState<Way>('signIn')
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setError(undefined)
    try {
      const refusal = await signInWith(way, String(form.get('email')), String(form.get('password')))
      if (refusal) setError(refusal)
      else onSignedIn()
    } catch (cause) {
      setError(explain(cause))
    } finally {
      setBusy(false)
    }
  }
  const other: Way = way === 'signIn' ? 'signUp' : 'signIn'
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Email" name="email" type="email" autoComplete="username" required />
      <Field
        label="Password"
        name="password"
        type="password"
        minLength={6}
        autoComplete={way === 'signIn' ? 'current-password' : 'new-password'}
        required
      />
      {error && (
        <p role="alert" className="text-fail">
          {error}
        </p>
      )}
      <Button type="submit" kind="spark" disabled={busy} className="mt-1">
        {WORDS[way]}
      </Button>
      <Button kind="quiet" onClick={() => setWay(other)}>
        {way === 'signIn' ? 'Create an account instead' : 'I have an account'}
      </Button>
    </form>
  )
}

const WORDS: Record<Way, string> = { signIn: 'Sign in', signUp: 'Create an account' }
