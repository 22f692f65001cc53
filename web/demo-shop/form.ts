import type { Context } from 'hono'
import { z } from 'zod'
import type { FormState } from './pages/field.ts'

type Submission<Data> = { data: Data; form: FormState } | { data?: undefined; form: FormState }

/** Reads and checks a submitted form; what is wrong comes back per field, in the schema's words. */
export async function readForm<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
): Promise<Submission<z.infer<Schema>>> {
  const values: Record<string, string> = {}
  // A body that is no form at all reads as one with nothing filled in.
  const body = await c.req.parseBody().catch(() => ({}))
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === 'string') values[name] = value
  }
  const checked = schema.safeParse(values)
  if (checked.success) return { data: checked.data, form: { values, errors: {} } }
  const errors: Record<string, string> = {}
  for (const issue of checked.error.issues) errors[String(issue.path[0])] ??= issue.message
  return { form: { values, errors } }
}

export const words = (what: string, max = 100) =>
  z.string(`Enter ${what}.`).trim().min(1, `Enter ${what}.`).max(max, `Keep this under ${max} characters.`)

export const email = words('an email address').pipe(
  z.email('Enter an email address such as name@example.com.'),
)
