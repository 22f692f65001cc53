import { useQuery } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { api, json } from '../client.ts'
import { sessionQuery } from '../queries.ts'
import { queryClient } from '../query-client.ts'
import { session } from '../session/ended.ts'
import { invitation } from '../session/invitation.ts'
import { settleWorkspace } from '../session/settle-workspace.ts'

/** The token that the person came with, now or before signing in. It does not stay in the address. */
export function useInvitationToken(): string | undefined {
  const { hash } = useLocation()
  const navigate = useNavigate()
  const [token, setToken] = useState(() => hash || invitation.token())
  useEffect(() => {
    if (!hash) return
    invitation.keep(hash)
    setToken(hash)
    void navigate({ to: '/invite', hash: '', replace: true })
  }, [hash, navigate])
  return token
}

export const useInvitation = (token: string | undefined) =>
  useQuery({
    queryKey: ['invitation', token],
    queryFn: () => json(api.invites.look.$post({ json: { token: token ?? '' } })),
    enabled: token !== undefined,
  })

/** Who is signed in; null for nobody. */
export const useVisitor = () =>
  useQuery({
    queryKey: ['visitor'],
    queryFn: async () => {
      const { signedIn } = await queryClient.ensureQueryData(sessionQuery)
      return signedIn || (await session.renew()) ? (await settleWorkspace()).user : null
    },
  })
