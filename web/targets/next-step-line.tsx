import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { TargetDetail, TargetDoctor } from '../client.ts'
import { explain } from '../problem.ts'
import { Alert } from '../ui/alert.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { goToPart } from '../ui/part.tsx'
import { useInspect } from './doctor-query.ts'
import { nextStep } from './next-step.ts'
import { DOCTOR, PROOF, THIRD_PARTIES } from './parts.ts'
import { requestFor } from './request.ts'

interface Props {
  target: TargetDetail
  doctor: TargetDoctor
  manages: boolean
}

/** The single next thing about a site, and its button. */
export function NextStepLine({ target, doctor, manages }: Props) {
  const inspect = useInspect(target.id)
  /** This button goes as soon as it is pressed. */
  const send = () => {
    inspect.mutate()
    goToPart(DOCTOR)
  }
  const next = nextStep(target, doctor, manages)
  switch (next.step) {
    case 'prove':
      return (
        <Line button={manages && <Button onClick={() => goToPart(PROOF)}>See the ways</Button>}>
          Prove that this site is yours. Until then no session visits it.
        </Line>
      )
    case 'wait':
      return <Line>Wait for the doctor, who is asked to look at the site. Sessions may run meanwhile.</Line>
    case 'inspect':
      return (
        <>
          <Line
            button={
              <Button kind="spark" disabled={inspect.isPending} onClick={send}>
                Have it inspected
              </Button>
            }
          >
            Find out whether its analytics would record our sessions.
          </Line>
          <Alert>{inspect.error ? explain(inspect.error) : undefined}</Alert>
        </>
      )
    case 'decide':
      return (
        <Line
          button={
            <Button kind="spark" onClick={() => goToPart(THIRD_PARTIES)}>
              Decide
            </Button>
          }
        >
          {next.hosts === 1
            ? 'Decide on 1 third party that its pages ask for.'
            : `Decide on ${next.hosts} third parties that its pages ask for.`}
        </Line>
      )
    case 'run':
      return (
        <Line
          button={
            <Link
              to="/c/new"
              search={{ say: requestFor(target.name, doctor.report?.suggestions[0]) }}
              className={buttonClass('spark')}
            >
              Run 10 sessions
            </Link>
          }
        >
          Run sessions.{dropping(next.dropping)}
        </Line>
      )
  }
}

const names = new Intl.ListFormat('en-GB')
const dropping = (sdks: string[]) =>
  sdks.length > 0 && ` ${names.format(sdks)} would not record them yet; the doctor says why.`

function Line({ button, children }: { button?: ReactNode; children: ReactNode }) {
  return (
    <section
      aria-label="Next step"
      className="flex min-h-[58px] flex-wrap items-center gap-x-4 gap-y-2 rounded-card border border-line bg-sheet px-4 py-3"
    >
      <p className="min-w-56 flex-1 text-reading">
        <span className="label mr-2">Next</span>
        {children}
      </p>
      {button}
    </section>
  )
}
