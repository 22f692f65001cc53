import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { explain } from '../problem.ts'
import { sessionQuery } from '../queries.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { enterCode, type Purpose, sendMail } from './account.ts'

interface Props {
  purpose: Purpose
  email: string
  onEntered: () => void
  onBack: () => void
}

/** Says where the code is, and takes it. */
export function CheckMail({ purpose, email, onEntered, onBack }: Props) {
  const { busy, error, ...form } = useSubmit(async (data) => {
    await enterCode(purpose, email, String(data.get('code')).replace(/\s/g, ''))
    onEntered()
  })
  return (
    <div className="flex flex-col gap-4">
      <Whereabouts email={email} />
      <form {...form} className="flex flex-col gap-4">
        <Field
          label="Code"
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="\s*(\d\s*){6,10}"
          title="The digits from the message"
          className="font-mono tracking-[0.2em]"
          autoFocus
          required
        />
        <Alert>{error}</Alert>
        <Button type="submit" kind="spark" disabled={busy}>
          {busy ? 'One moment' : 'Go on'}
        </Button>
      </form>
      <div className="flex flex-wrap justify-between gap-2">
        <Button kind="quiet" className="-ml-3" onClick={onBack}>
          Use another address
        </Button>
        {purpose !== 'email_change' && <Again purpose={purpose} email={email} />}
      </div>
    </div>
  )
}

function Whereabouts({ email }: { email: string }) {
  const { data } = useQuery(sessionQuery)
  const to = <strong className="font-medium text-ink wrap-anywhere">{email}</strong>
  if (data?.auth.mail === 'terminal')
    return (
      <p role="status" className="rounded-control border border-line bg-sheet px-3 py-2 text-ink-2">
        This server sends no mail. The message to {to} stands in the terminal where it runs: enter its code,
        or open its link. If that is not your terminal, ask whoever runs the server.
      </p>
    )
  return (
    <p role="status" className="text-ink-2">
      A message is on its way to {to}. Open its link, or enter the code if there is one in it. Nothing there?
      Look in the spam folder, or send it again.
    </p>
  )
}

function Again({ purpose, email }: { purpose: Exclude<Purpose, 'email_change'>; email: string }) {
  const [said, setSaid] = useState('')
  const send = () =>
    sendMail(purpose, email).then(
      () => setSaid('Sent again.'),
      (cause: unknown) => setSaid(explain(cause)),
    )
  return (
    <span className="flex items-center gap-2">
      <span role="status" className="text-ink-2">
        {said}
      </span>
      <Button kind="quiet" className="-mr-3" onClick={() => void send()}>
        Send again
      </Button>
    </span>
  )
}
