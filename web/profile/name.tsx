import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../client.ts'
import { meQuery } from '../queries.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { Saved } from './saved.tsx'
import { Section } from './section.tsx'

export function NameSection({ name }: { name: string }) {
  const queryClient = useQueryClient()
  const [saved, setSaved] = useState<string>()
  const { busy, error, onSubmit } = useSubmit(async (form) => {
    setSaved(undefined)
    await api.me.$patch({ json: { name: String(form.get('name')).trim() } })
    await queryClient.invalidateQueries(meQuery)
    setSaved('Saved.')
  })
  return (
    <Section title="Name" hint="What others in your workspaces see.">
      <form onSubmit={onSubmit} className="flex flex-col gap-3">
        <Field label="Your name" name="name" autoComplete="name" maxLength={100} defaultValue={name} />
        <Alert>{error}</Alert>
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
