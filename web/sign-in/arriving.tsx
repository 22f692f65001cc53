import { Link } from '@tanstack/react-router'
import { Button, buttonClass } from '../ui/button.tsx'
import { SignInFrame } from './frame.tsx'

export function Arriving() {
  return (
    <p role="status" className="grid h-full place-content-center text-ink-2">
      Signing you in
    </p>
  )
}

/** Before a link signs in that this browser did not ask for. */
export function ConfirmArrival({ email, enter }: { email: string; enter: () => void }) {
  return (
    <SignInFrame
      title="Is this you?"
      lead={
        <>
          This link signs you in as <strong className="font-medium text-ink wrap-anywhere">{email}</strong>.
          It was not asked for in this browser. Go on only if the account is yours.
        </>
      }
    >
      <div className="flex flex-wrap gap-2">
        <Button kind="spark" onClick={enter}>
          Sign in as {email}
        </Button>
        <Link to="/sign-in" search={{}} hash="" reloadDocument className={buttonClass()}>
          Not me
        </Link>
      </div>
    </SignInFrame>
  )
}
