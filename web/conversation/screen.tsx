/** One conversation with its composer. */
export function Conversation({ id }: { id: string }) {
  return <h1 className="p-6 text-28">{id}</h1>
}
