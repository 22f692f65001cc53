import type { TargetDetail } from '../client.ts'
import { Copyable } from '../ui/copyable.tsx'

type Way = TargetDetail['proof']['ways'][number]

const WORDS: Record<Way['way'], { title: string; do: string; at: string; content: string }> = {
  file: {
    title: 'A file',
    do: 'Serve a text file that holds this line.',
    at: 'Address of the file',
    content: 'Line in the file',
  },
  meta: {
    title: 'A meta tag',
    do: 'Put this tag into the head of the home page.',
    at: 'Page',
    content: 'Tag',
  },
  dns: {
    title: 'A DNS record',
    do: 'Add a TXT record; it may take a while until it is known everywhere.',
    at: 'Name of the TXT record',
    content: 'Value of the TXT record',
  },
}

/** Every way that is open to the site, with exactly what to copy. */
export function Ways({ ways }: { ways: Way[] }) {
  return (
    <ul className="grid gap-3">
      {ways.map(({ way, at, content }) => (
        <li
          key={way}
          className="grid min-w-0 content-start gap-3 rounded-card border border-line bg-sheet p-4"
        >
          <div>
            <h3>{WORDS[way].title}</h3>
            <p className="text-ink-2">{WORDS[way].do}</p>
          </div>
          <div className="grid min-w-0 gap-x-4 gap-y-3 md:grid-cols-[2fr_3fr]">
            <Copyable label={WORDS[way].at} text={at} />
            <Copyable label={WORDS[way].content} text={content} />
          </div>
        </li>
      ))}
    </ul>
  )
}
