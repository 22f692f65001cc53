import ReactMarkdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import remend from 'remend'
import { ScrollRegion } from '../ui/scroll-region.tsx'

/** The page has its h1. Replies skip levels as they like, so all their headings are of the next one. */
const Heading: Components['h1'] = ({ children }) => <h2 className="text-17">{children}</h2>
const Subheading: Components['h2'] = ({ children }) => <h2 className="text-reading">{children}</h2>

const Anchor: Components['a'] = ({ href, children }) =>
  href && /^(https?:|mailto:|\/)/.test(href) ? (
    <a
      href={href}
      target={href.startsWith('/') ? undefined : '_blank'}
      rel="noopener noreferrer"
      className="underline decoration-line-2 underline-offset-4 hover:decoration-ink"
    >
      {children}
    </a>
  ) : (
    <span>{children}</span>
  )

const Table: Components['table'] = ({ children }) => (
  <ScrollRegion label="Table" className="overflow-x-auto rounded-card border border-line bg-sheet">
    <table className="w-full text-13 wrap-normal max-md:whitespace-nowrap">{children}</table>
  </ScrollRegion>
)

/** What is short, such as a moment or a length, stays in one line. */
const SHORT = 20
const Cell: Components['td'] = ({ children }) => {
  const isShort = typeof children === 'string' && children.length <= SHORT
  return <td className={`h-8 px-3 ${isShort ? 'whitespace-nowrap' : ''}`}>{children}</td>
}

const Pre: Components['pre'] = ({ children }) => (
  <ScrollRegion label="Code" className="overflow-x-auto rounded-card bg-well p-4">
    <pre className="font-mono text-12">{children}</pre>
  </ScrollRegion>
)

const COMPONENTS: Components = {
  h1: Heading,
  h2: Heading,
  h3: Subheading,
  h4: Subheading,
  h5: Subheading,
  h6: Subheading,
  // The agent's line breaks are meant.
  p: ({ children }) => <p className="whitespace-pre-line">{children}</p>,
  ul: ({ children }) => <ul className="list-disc space-y-1 pl-5 marker:text-ink-3">{children}</ul>,
  ol: ({ children, start }) => (
    <ol start={start} className="list-decimal space-y-1 pl-5 marker:text-ink-3">
      {children}
    </ol>
  ),
  li: ({ children }) => <li>{children}</li>,
  strong: ({ children }) => <strong className="font-semibold">{children}</strong>,
  blockquote: ({ children }) => (
    <blockquote className="border-l-2 border-line-2 pl-4 text-ink-2">{children}</blockquote>
  ),
  hr: () => <hr className="border-line" />,
  a: Anchor,
  // Pictures would be fetched from elsewhere: only their words are shown.
  img: ({ alt }) => <span>{alt}</span>,
  table: Table,
  thead: ({ children }) => <thead className="border-b border-line">{children}</thead>,
  tbody: ({ children }) => <tbody className="divide-y divide-line">{children}</tbody>,
  tr: ({ children }) => <tr>{children}</tr>,
  th: ({ children }) => <th className="label h-8 px-3 text-left whitespace-nowrap">{children}</th>,
  td: Cell,
  pre: Pre,
  // Inside a block of code the block's own look stands.
  code: ({ children }) => (
    <code className="rounded-chip bg-well px-1 py-0.5 font-mono text-12 in-[pre]:p-0">{children}</code>
  ),
}

const PLUGINS = [remarkGfm]

/**
 * react-markdown makes React elements, never HTML: what a model or a page wrote can't bring markup along.
 * While a reply is `live`, remend closes what its last line has only begun.
 */
export function Markdown({ text, live }: { text: string; live: boolean }) {
  return (
    <div className="flex flex-col gap-3 text-reading wrap-anywhere">
      <ReactMarkdown remarkPlugins={PLUGINS} components={COMPONENTS}>
        {live ? remend(text) : text}
      </ReactMarkdown>
    </div>
  )
}
