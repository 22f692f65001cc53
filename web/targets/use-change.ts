import { useMutation } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { api, json } from '../client.ts'
import { targetChanged } from './target-query.ts'

type Change = InferRequestType<(typeof api.targets)[':id']['$patch']>['json']

/** Changes something about a target. */
export const useChange = (id: string) =>
  useMutation({
    mutationFn: (change: Change) => json(api.targets[':id'].$patch({ param: { id }, json: change })),
    onSuccess: targetChanged,
  })
