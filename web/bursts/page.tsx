/** One burst at full width. */
export function BurstPage({ id }: { id: string }) {
  return <p className="p-6">{id}</p>
}
