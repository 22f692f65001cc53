import { useQuery } from '@tanstack/react-query'
import { api, json } from '../client.ts'
import { sessionQuery } from '../queries.ts'
import { queryClient } from '../query-client.ts'
import { session } from '../session/ended.ts'
import { settleWorkspace } from '../session/settle-workspace.ts'

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
