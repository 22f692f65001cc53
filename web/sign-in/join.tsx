import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api, json } from '../client.ts'
import { explain } from '../problem.ts'
import { signOut } from '../session/account.ts'
import { invitation } from '../session/invitation.ts'
import { enterWorkspace } from '../session/workspace.ts'
import { Alert } from '../ui/alert.tsx'
import { Button, buttonClass } from '../ui/button.tsx'

const BACK = { next: '/invite' }

/** For whoever is not signed in yet; the invitation waits in this browser. */
export function SignInToJoin() {
  return (
    <div className="flex flex-wrap gap-2">
      <Link to="/sign-up" search={BACK} className={buttonClass('spark')}>
        Create an account
      </Link>
      <Link to="/sign-in" search={BACK} className={buttonClass()}>
        Sign in
      </Link>
    </div>
  )
}

interface Props {
  email: string
  addressHint: string
  workspace: string
  token: string
}

export function JoinAs({ email, addressHint, workspace, token }: Props) {
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => json(api.invites.accept.$post({ json: { token } })),
    onSuccess: (joined) => {
      invitation.forget()
      enterWorkspace(joined.workspace.id)
    },
  })
  const you = <strong className="font-medium wrap-anywhere">{email}</strong>
  if (!isLike(email, addressHint))
    return (
      <>
        <p>You are signed in as {you}, which is another address.</p>
        <div className="flex flex-wrap gap-2">
          <Button kind="spark" onClick={() => void changePerson()}>
            Use another account
          </Button>
          <NotNow />
        </div>
      </>
    )
  return (
    <>
      <p>You are signed in as {you}.</p>
      <Alert>{error ? explain(error) : undefined}</Alert>
      <div className="flex flex-wrap gap-2">
        <Button kind="spark" disabled={isPending} onClick={() => mutate()} className="max-w-full">
          <span className="truncate">Join {workspace}</span>
        </Button>
        {error && <Button onClick={() => void changePerson()}>Use another account</Button>}
        <NotNow />
      </div>
    </>
  )
}

function NotNow() {
  return (
    <Link to="/" onClick={invitation.forget} className={buttonClass('quiet')}>
      Not now
    </Link>
  )
}

/** Whether the address can be the one that "j…@example.com" stands for; the server knows it whole. */
const isLike = (email: string, hint: string) => {
  const [first, end] = hint.split('…')
  return email.toLowerCase().startsWith(first ?? '') && email.toLowerCase().endsWith(end ?? '')
}

async function changePerson() {
  await signOut('local')
  location.assign('/sign-in?next=/invite')
}
