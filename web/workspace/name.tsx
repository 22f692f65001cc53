import { useState } from 'react'
import type { Workspace } from '../client.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Saved } from '../ui/saved.tsx'
import { Section } from '../ui/section.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { changeWorkspace } from './change.ts'

export function NameSection({ workspace, manages }: { workspace: Workspace; manages: boolean }) {
  const [saved, setSaved] = useState<string>()
  const { busy, error, onSubmit } = useSubmit(async (form) => {
    setSaved(undefined)
    await changeWorkspace(workspace, { name: String(form.get('name')).trim() })
    setSaved('Saved.')
  })
  return (
    <Section title="Name" hint={`Your role here is ${workspace.role}.`}>
      {manages ? (
        <form onSubmit={onSubmit} className="grid gap-3">
          <Field
            label="Name of the workspace"
            name="name"
            defaultValue={workspace.name}
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
      ) : (
        <p className="wrap-anywhere">{workspace.name}</p>
      )}
    </Section>
  )
}
