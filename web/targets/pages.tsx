import type { SiteReport } from './doctor-state.ts'

type Page = SiteReport['pages'][number]

/** The pages that were seen, and what one can do on each. */
export function Pages({ pages }: { pages: Page[] }) {
  if (pages.length === 0) return null
  return (
    <details className="min-w-0">
      <summary className="w-fit cursor-pointer text-ink-2 hover:text-ink">
        {pages.length === 1 ? 'The page' : `The ${pages.length} pages`} it saw
      </summary>
      <ul className="mt-3 border-t border-line">
        {pages.map((page) => (
          <li key={page.path} className="grid gap-x-6 border-b border-line py-2 wrap-anywhere md:grid-cols-2">
            <p>
              <span className="font-mono text-12">{page.path}</span>{' '}
              <span className="text-ink-2">{page.title}</span>
            </p>
            <p className="text-12 text-ink-2">{doable(page).join(' · ')}</p>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Its forms first: they are what visits are made for. */
const doable = ({ actions, forms }: Page) => [
  ...forms.map(({ fields, submit }) => `form: ${[...fields, submit].filter(Boolean).join(', ')}`),
  ...actions.filter((action) => forms.every(({ submit }) => submit !== action)),
]
