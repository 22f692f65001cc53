import type { TargetDetail } from '../client.ts'
import type { SiteReport } from './doctor-state.ts'
import { Pages } from './pages.tsx'
import { SdkFindings } from './sdk-findings.tsx'
import { Suggestions } from './suggestions.tsx'

/** All that one visit found. */
export function Findings({ target, report }: { target: TargetDetail; report: SiteReport }) {
  const { sdks, banners, pages, suggestions, notes } = report
  const { accept, decline, ignore } = target.consent
  return (
    <div className="grid min-w-0 gap-6">
      <SdkFindings sdks={sdks} />
      {banners.length > 0 && (
        <div className="grid max-w-[640px] gap-1">
          <h3>Consent banner</h3>
          {banners.map(({ vendor, fix }) => (
            <p key={vendor} className="text-ink-2">
              {fix} Of 100 visitors {accept} accept it, {decline} decline and {ignore} ignore it.
            </p>
          ))}
        </div>
      )}
      <Suggestions target={target.name} journeys={suggestions} />
      <Pages pages={pages} />
      {notes.length > 0 && (
        <ul aria-label="Notes" className="grid max-w-[640px] gap-1 text-12 text-ink-2 wrap-anywhere">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
