import { useMutation } from '@tanstack/react-query'
import { api, json, type TargetDetail } from '../client.ts'
import { explain } from '../problem.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { Part } from '../ui/part.tsx'
import { momentOf } from '../ui/time.ts'
import { PROOF } from './parts.ts'
import { targetChanged } from './target-query.ts'
import { Ways } from './ways.tsx'

const SEEN = { file: 'in its file', meta: 'in its meta tag', dns: 'in DNS' }

/** Whether the site is shown to be the workspace's own, and how to show it. */
export function Proof({ target, manages }: { target: TargetDetail; manages: boolean }) {
  const check = useMutation({
    mutationFn: () => json(api.targets[':id'].verify.$post({ param: { id: target.id } })),
    onSuccess: targetChanged,
  })
  if (target.demo)
    return (
      <Part title="Proof" hint="This is the bundled demo shop. It is ours, and needs no proof.">
        {null}
      </Part>
    )
  const looking = check.isPending || target.checking
  const { verified, proof } = target
  return (
    <Part
      id={PROOF}
      title={verified ? 'This site is yours' : 'Show that this site is yours'}
      hint={
        verified
          ? 'Leave the proof where it is: it is looked for again every six hours, and before a burst.'
          : 'Sessions visit it once one of these is in place. One is enough.'
      }
    >
      {!verified && <Ways ways={proof.ways} />}
      <div className="flex flex-wrap items-center gap-3">
        {manages && (
          <Button kind={verified ? 'outline' : 'spark'} disabled={looking} onClick={() => check.mutate()}>
            {looking ? 'Looking' : 'Check now'}
          </Button>
        )}
        <p role="status" className="min-w-0 flex-1 text-ink-2 wrap-anywhere">
          {looking ? 'Looking for the proof on the site. This takes some seconds.' : findingOf(target)}
        </p>
      </div>
      <Alert>{check.error ? explain(check.error) : undefined}</Alert>
      {proof.checkedAt && (
        <Facts>
          <Fact name="Last look">{momentOf(proof.checkedAt)}</Fact>
          <Fact name="Last seen">{proof.seenAt && momentOf(proof.seenAt)}</Fact>
          <Fact name="Next look">{proof.nextCheckAt && momentOf(proof.nextCheckAt)}</Fact>
          <Fact name="Verified since">{proof.verifiedAt && momentOf(proof.verifiedAt)}</Fact>
        </Facts>
      )}
      {verified && (
        <details>
          <summary className="w-fit cursor-pointer text-ink-2 hover:text-ink">The ways to prove it</summary>
          <div className="mt-3">
            <Ways ways={proof.ways} />
          </div>
        </details>
      )}
    </Part>
  )
}

/** What the last look found, in words. */
function findingOf({ verified, reason, proof }: TargetDetail): string {
  if (verified && reason)
    return `The last look did not find it: ${reason} It is looked for again; four misses in a row end the verification, and this was number ${proof.misses}.`
  if (verified) return proof.seenBy ? `Seen ${SEEN[proof.seenBy]}.` : ''
  return reason ? `Not found: ${reason}` : ''
}
