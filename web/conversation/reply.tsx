import { lazy, Suspense } from 'react'

const load = async () => ({ default: (await import('./markdown.tsx')).Markdown })
const Markdown = lazy(load)

/** Fetches the Markdown chunk while a person still thinks about what to ask. */
export const prepareReply = () => void load()

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
