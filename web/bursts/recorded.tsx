import { useQuery } from '@tanstack/react-query'
import type { Burst, BurstReceipt } from '../client.ts'
import { Receipt, requestsInWords } from '../ui/receipt.tsx'
import { receiptQuery } from './receipt-query.ts'

/** What analytics took of the visits that are over. */
export function Recorded({ burst }: { burst: Burst }) {
  const receipt = useQuery(receiptQuery(burst)).data
  if (!receipt || receipt.sdks.length === 0) return null
  const { ended, sdks } = receipt
  return (
    <section aria-labelledby="recorded" className="border-t border-line pt-5">
      <h2 id="recorded" className="label mb-2">
        Analytics
      </h2>
      <Receipt rows={sdks.map((sdk) => ({ ...sdk, words: inWords(sdk, ended) }))} />
    </section>
  )
}

function inWords(sdk: BurstReceipt['sdks'][number], ended: number): string {
  const last = sdk.left > 0 ? `Its last events went out in ${sdk.left} of them` : 'Nothing went out'
  return `Recorded ${sdk.sessions} of ${ended} visits: ${requestsInWords(sdk)} ${last} as the page was left.`
}
