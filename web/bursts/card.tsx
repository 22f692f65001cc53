/** A burst that a conversation started, followed live. */
export function BurstCard({ id }: { id: string; plan?: unknown }) {
  return <div className="rounded-card border border-line bg-sheet p-4 font-mono text-12">{id}</div>
}
