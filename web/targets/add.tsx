import { useNavigate } from '@tanstack/react-router'
import { api, json } from '../client.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { targetChanged } from './target-query.ts'

/** By its address alone; a name can be given on its page. */
export function AddTarget() {
  const navigate = useNavigate()
  const { busy, error, onSubmit } = useSubmit(async (form) => {
    const url = String(form.get('url')).trim()
    const target = await json(api.targets.$post({ json: { url } }))
    targetChanged(target)
    await navigate({ to: '/settings/targets/$id', params: { id: target.id } })
  })
  return (
    <form onSubmit={onSubmit} className="flex flex-wrap items-start gap-3">
      <div className="min-w-56 flex-1 md:max-w-[420px]">
        <Field
          label="Address of your site"
          name="url"
          inputMode="url"
          placeholder="https://shop.example"
          autoComplete="url"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={2000}
          error={error}
          required
        />
      </div>
      <Button type="submit" kind="ink" disabled={busy} className="mt-[22px]">
        Add the site
      </Button>
    </form>
  )
}
