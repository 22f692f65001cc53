import { Link, useRouteContext } from '@tanstack/react-router'
import { useEffect } from 'react'
import { explain, Problem } from '../problem.ts'
import { invitation } from '../session/invitation.ts'
import { Alert } from '../ui/alert.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { dayOf } from '../ui/time.ts'
import { SignInFrame } from './frame.tsx'
import { JoinAs, SignInToJoin } from './join.tsx'
import { useInvitation, useVisitor } from './use-invitation.ts'

const OVER = {
  accepted: ['This invitation was used', 'It let somebody in already. If that was you, sign in and go on.'],
  revoked: ['This invitation was withdrawn', 'Its link opens nothing any more.'],
  expired: ['This invitation has expired', 'An invitation is good for seven days.'],
} as const
const MAY = {
  owner: 'owner',
  admin: 'an admin, who also manages targets, members and keys',
  member: 'a member, who runs bursts and reads the log',
}

/** Where the link of an invitation leads: what it says, and the way in. */
export function InvitationPage() {
  const { token } = useRouteContext({ from: '/invite' })
  const { data, error, refetch } = useInvitation(token)
  const visitor = useVisitor()
  const dead = (data && data.state !== 'open') || (error instanceof Problem && error.status === 404)
  useEffect(() => {
    if (dead) invitation.forget()
  }, [dead])
  if (!token)
    return (
      <NoInvitation
        title="This link is not whole"
        lead="Open it as it was sent to you, to its last character."
      />
    )
  if (error instanceof Problem && error.status === 404)
    return (
      <NoInvitation
        title="There is no such invitation"
        lead="The link may be cut short, or its workspace is gone. Ask whoever invited you for a new one."
      />
    )
  if (error)
    return (
      <SignInFrame title="Your invitation" lead="It could not be looked up.">
        <Alert>{explain(error)}</Alert>
        <Button onClick={() => void refetch()}>Try again</Button>
      </SignInFrame>
    )
  if (!data || visitor.isPending)
    return (
      <p role="status" className="grid h-full place-content-center text-ink-2">
        Reading the invitation
      </p>
    )
  const { workspace, role, state, invitedBy, addressHint, expiresAt } = data
  if (state !== 'open') {
    const [title, words] = OVER[state]
    return (
      <NoInvitation
        title={title}
        lead={`${words} For a new one, ask ${invitedBy ?? `somebody who manages ${workspace}`}.`}
      />
    )
  }
  return (
    <SignInFrame
      title={`Join ${workspace}`}
      lead={
        <>
          {invitedBy ?? 'Somebody'} invites you as {MAY[role]}. Good until {dayOf(expiresAt)}, for whoever
          signs in as <strong className="font-medium text-ink">{addressHint}</strong>.
        </>
      }
    >
      {visitor.data ? (
        <JoinAs email={visitor.data.email} addressHint={addressHint} workspace={workspace} token={token} />
      ) : (
        <SignInToJoin />
      )}
    </SignInFrame>
  )
}

function NoInvitation({ title, lead }: { title: string; lead: string }) {
  return (
    <SignInFrame title={title} lead={lead}>
      <Link to="/" className={`${buttonClass('outline')} self-start`}>
        Go to SessionBurst
      </Link>
    </SignInFrame>
  )
}
