import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { BurstProgress } from '../events/burst-progress.ts'
import { Button } from '../ui/button.tsx'
import { OutcomeMark } from '../ui/outcome.tsx'
import { useRowKeys } from '../ui/use-row-keys.ts'

const PAGE = 50

/** The sessions of a burst in order of arrival, as they move. */
export function SessionRows({ progress: { burst, sessions } }: { progress: BurstProgress }) {
  const [shown, setShown] = useState(PAGE)
  const table = useRef<HTMLTableElement>(null)
  useRowKeys(table)
  const steps = burst.journey.length
  return (
    <section aria-labelledby="sessions" className="grid gap-3">
      <header className="flex items-baseline justify-between gap-4">
        <h2 id="sessions" className="text-17">
          Sessions
        </h2>
        <Link
          to="/sessions"
          search={{ burst: burst.id }}
          className="underline decoration-line-2 underline-offset-4 hover:decoration-ink"
        >
          Filter them in the log
        </Link>
      </header>
      {sessions.length === 0 && (
        <p className="text-ink-2">There are too many to follow one by one here. The log has them all.</p>
      )}
      {sessions.length > 0 && (
        <table ref={table} className="w-full text-left">
          <thead>
            <tr className="border-b border-line">
              <th scope="col" className="label h-8 pr-4 md:w-20">
                Session
              </th>
              <th scope="col" className="label pr-4 md:w-44">
                Outcome
              </th>
              <th scope="col" className="label pr-4 md:w-36">
                Device
              </th>
              <th scope="col" className="label">
                Steps
              </th>
            </tr>
          </thead>
          <tbody>
            {sessions.slice(0, shown).map(({ session, number, outcome, device, stepsDone }) => (
              <tr key={session} className="relative h-8 touch:h-11 border-b border-line hover:bg-sheet">
                <td className="pr-4">
                  <Link
                    to="/sessions/$id"
                    params={{ id: session }}
                    className="font-medium after:absolute after:inset-0"
                    aria-label={`Session ${number}`}
                  >
                    {number}
                  </Link>
                </td>
                <td className="pr-4">
                  <OutcomeMark outcome={outcome} />
                </td>
                <td className="pr-4 text-ink-2">{device}</td>
                <td className="whitespace-nowrap text-ink-2">
                  {stepsDone} {steps > 0 && <span className="text-ink-3">of {steps}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {sessions.length > shown && (
        <Button className="justify-self-start" onClick={() => setShown(shown + PAGE)}>
          Show more
        </Button>
      )}
    </section>
  )
}
