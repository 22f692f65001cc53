/** The log: every session, filtered and sorted. */
export function SessionsPage() {
  return <p className="p-6">Sessions</p>
}
