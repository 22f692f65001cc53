import { lazy, Suspense } from 'react'

const Markdown = lazy(async () => ({ default: (await import('./markdown.tsx')).Markdown }))

interface Props {
  text: string
  live: boolean
}

/** The agent's words. Shown as they are until the Markdown chunk is there. */
export function Reply(props: Props) {
  return (
    <Suspense fallback={<p className="text-reading whitespace-pre-wrap">{props.text}</p>}>
      <Markdown {...props} />
    </Suspense>
  )
}
