import { useQuery } from '@tanstack/react-query'
import { SelectField } from '../ui/select-field.tsx'
import { secretsQuery } from './secrets-query.ts'

interface Props {
  target: string
  label: string
  name: string
  chosen?: string | null
  /** What it says when none is chosen. */
  none: string
}

/** One of a target's secrets, by its name. */
export function SecretChoice({ target, label, name, chosen, none }: Props) {
  const { data } = useQuery(secretsQuery(target))
  const names = new Set([...(data?.items ?? []).map((secret) => secret.name), ...(chosen ? [chosen] : [])])
  const options = [['', none], ...[...names].map((one) => [one, one])] as [string, string][]
  // Uncontrolled, so it begins anew when there is more to choose from.
  return (
    <SelectField key={names.size} label={label} name={name} defaultValue={chosen ?? ''} options={options} />
  )
}
