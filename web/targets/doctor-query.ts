import { queryOptions, useMutation } from '@tanstack/react-query'
import { api, json, type TargetDoctor } from '../client.ts'
import { queryClient } from '../query-client.ts'
import { isOpen } from './doctor-state.ts'

/** While a visit is open; the stream tells too, but a cut may swallow it. */
const LOOK_AGAIN_MS = 2_000

/** Under the target's own key: what changes a target makes both be read again. */
export const doctorQuery = (id: string) =>
  queryOptions({
    queryKey: ['target', id, 'doctor'],
    queryFn: () => json(api.targets[':id'].doctor.$get({ param: { id } })),
    refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? LOOK_AGAIN_MS : false),
  })

export function doctorChanged(doctor: TargetDoctor): void {
  queryClient.setQueryData(doctorQuery(doctor.target.id).queryKey, doctor)
}

/** Asks for a visit of the doctor's. */
export const useInspect = (id: string) =>
  useMutation({
    mutationFn: () => json(api.targets[':id'].doctor.$post({ param: { id }, json: {} })),
    onSuccess: doctorChanged,
  })
