import type { TargetDetail, TargetDoctor } from '../client.ts'
import { explain } from '../problem.ts'
import { Alert } from '../ui/alert.tsx'
import { Copyable } from '../ui/copyable.tsx'
import { Section } from '../ui/section.tsx'
import { Switch } from '../ui/switch.tsx'
import { useChange } from './use-change.ts'

interface Props {
  target: TargetDetail
  label: TargetDoctor['label'] | undefined
  manages: boolean
}

/** Whether sessions say that they are synthetic, and how to leave them out of one's own reports. */
export function LabelSection({ target, label, manages }: Props) {
  const change = useChange(target.id)
  const on = change.isPending ? change.variables.label === true : target.label
  return (
    <Section
      title="Label"
      hint={
        label &&
        `${label.agent} at the end of the user agent, and ${label.property} = ${label.value} on every event. Without it no report can tell them from people later.`
      }
    >
      <div className="grid gap-3">
        {manages ? (
          <Switch on={on} onChange={(next) => !change.isPending && change.mutate({ label: next })}>
            Sessions say that they are synthetic
          </Switch>
        ) : (
          <p>
            {on ? 'Sessions say that they are synthetic.' : 'Sessions do not say that they are synthetic.'}
          </p>
        )}
        <Alert>{change.error ? explain(change.error) : undefined}</Alert>
        {label && (
          <details>
            <summary className="w-fit cursor-pointer text-ink-2 hover:text-ink">
              Filters that leave them out of your reports
            </summary>
            <ul className="mt-3 grid gap-4">
              {label.filters.map(({ vendor, how, filter }) => (
                <li key={vendor} className="grid gap-1">
                  <Copyable label={`Filter for ${vendor}`} text={filter} />
                  <p className="text-12 text-ink-2">{how}</p>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </Section>
  )
}
