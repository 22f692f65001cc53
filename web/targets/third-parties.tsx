import { useMutation } from '@tanstack/react-query'
import { api, json, type TargetDoctor } from '../client.ts'
import { explain } from '../problem.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Part } from '../ui/part.tsx'
import { Saved } from '../ui/saved.tsx'
import { doctorChanged } from './doctor-query.ts'
import { undecided } from './doctor-state.ts'
import { THIRD_PARTIES } from './parts.ts'
import { ThirdParty } from './third-party.tsx'

/** The hosts beside the site's own that its pages ask for. Rows stay where they are when one is decided on. */
export function ThirdParties({ doctor, manages }: { doctor: TargetDoctor; manages: boolean }) {
  const { target, thirdParties } = doctor
  const decide = useMutation({
    mutationFn: (hosts: Record<string, boolean>) =>
      json(api.targets[':id'].doctor.$patch({ param: { id: target.id }, json: { hosts } })),
    onSuccess: doctorChanged,
  })
  if (thirdParties.length === 0) return null
  const open = undecided(doctor)
  const refuseRest = () => decide.mutate(Object.fromEntries(open.map(({ host }) => [host, false])))
  return (
    <Part
      id={THIRD_PARTIES}
      title="Third parties"
      hint="Sessions reach the site itself, and of the hosts that its pages ask for only those approved here. To approve one means: our visitors' browsers load what it serves and send it what the page sends, as your own visitors' do. Without it that part of the page stays empty for them. Known analytics vendors are approved by rule."
    >
      <ul className="border-t border-line">
        {thirdParties.map((party) => (
          <ThirdParty
            key={party.host}
            party={party}
            onDecide={
              manages && !decide.isPending ? (allowed) => decide.mutate({ [party.host]: allowed }) : undefined
            }
            manages={manages}
          />
        ))}
      </ul>
      <Alert>{decide.error ? explain(decide.error) : undefined}</Alert>
      <div className="flex flex-wrap items-center gap-3 empty:hidden">
        {manages && open.length > 1 && (
          <Button disabled={decide.isPending} onClick={refuseRest}>
            Refuse the {open.length} that wait
          </Button>
        )}
        <Saved>
          {decide.isSuccess
            ? 'Kept. It holds for sessions that begin from now on; inspect again to see what it changes.'
            : undefined}
        </Saved>
      </div>
    </Part>
  )
}
