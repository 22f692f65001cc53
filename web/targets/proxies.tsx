import { Trash2 } from 'lucide-react'
import type { FormEvent } from 'react'
import type { TargetDetail } from '../client.ts'
import { explain } from '../problem.ts'
import { Alert } from '../ui/alert.tsx'
import { IconButton } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Section } from '../ui/section.tsx'
import { SaveRow } from './save-row.tsx'
import { SecretChoice } from './secret-choice.tsx'
import { useChange } from './use-change.ts'

/** Which visitors come through which proxy, so that analytics see them where they say they are. */
export function ProxiesSection({ target, manages }: { target: TargetDetail; manages: boolean }) {
  const { id, proxies } = target
  const change = useChange(id)
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const element = event.currentTarget
    const form = new FormData(element)
    const country = String(form.get('country')).trim().toUpperCase()
    const secret = String(form.get('proxy-secret'))
    change.mutate({ proxies: { ...proxies, [country]: secret } }, { onSuccess: () => element.reset() })
  }
  const remove = (country: string) => {
    const { [country]: _, ...left } = proxies
    change.mutate({ proxies: left })
  }
  return (
    <Section
      title="Proxies by country"
      hint="Analytics place visitors by their network address: all where this runs, but for countries with a proxy. Keep its address (http://user:password@host:port) as a secret."
    >
      <div className="grid gap-4">
        {Object.keys(proxies).length > 0 ? (
          <ul className="border-t border-line">
            {Object.entries(proxies).map(([country, secret]) => (
              <li key={country} className="flex items-center gap-3 border-b border-line py-1">
                <span className="w-10 font-mono text-12">{country}</span>
                <span className="min-w-0 flex-1 font-mono text-12 wrap-anywhere">{secret}</span>
                {manages && (
                  <IconButton label={`Take the proxy of ${country} out`} onClick={() => remove(country)}>
                    <Trash2 size={14} aria-hidden />
                  </IconButton>
                )}
              </li>
            ))}
          </ul>
        ) : (
          !manages && <p>No proxies.</p>
        )}
        {manages && (
          <form onSubmit={add} className="grid gap-3">
            <div className="grid gap-3 md:grid-cols-2">
              <Field
                label="Country"
                name="country"
                placeholder="DE"
                pattern="[A-Za-z]{2}"
                title="A country's code of two letters"
                maxLength={2}
                autoComplete="off"
                required
              />
              <SecretChoice
                target={id}
                label="Secret with its address"
                name="proxy-secret"
                none="Choose one"
              />
            </div>
            <SaveRow change={change} label="Use the proxy" />
          </form>
        )}
        <Alert>{change.error ? explain(change.error) : undefined}</Alert>
      </div>
    </Section>
  )
}
