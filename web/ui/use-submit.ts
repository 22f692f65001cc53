import { type FormEvent, useState } from 'react'
import { explain } from '../problem.ts'

/** A form that is sent once at a time, and what became of it. */
export function useSubmit(send: (form: FormData, element: HTMLFormElement) => Promise<void>) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (busy) return
    const element = event.currentTarget
    setBusy(true)
    setError(undefined)
    try {
      await send(new FormData(element), element)
    } catch (cause) {
      setError(explain(cause))
    } finally {
      setBusy(false)
    }
  }
  return { busy, error, onSubmit }
}
