import { useState } from 'react'
import { api, json, type TargetDetail } from '../client.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Saved } from '../ui/saved.tsx'
import { Section } from '../ui/section.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { targetChanged } from './target-query.ts'

export function NameSection({ target }: { target: TargetDetail }) {
  const [saved, setSaved] = useState<string>()
  const { busy, error, onSubmit } = useSubmit(async (form) => {
    setSaved(undefined)
    const name = String(form.get('name')).trim()
    targetChanged(await json(api.targets[':id'].$patch({ param: { id: target.id }, json: { name } })))
    setSaved('Saved.')
  })
  return (
    <Section title="Name" hint="What you call the site when you ask for a burst.">
      <form onSubmit={onSubmit} className="grid gap-3">
        <Field
          label="Name"
          name="name"
          defaultValue={target.name}
          maxLength={100}
          autoComplete="off"
          error={error}
          required
        />
        <div className="flex items-center gap-3">
          <Button type="submit" disabled={busy}>
            Save the name
          </Button>
          <Saved>{saved}</Saved>
        </div>
      </form>
    </Section>
  )
}
