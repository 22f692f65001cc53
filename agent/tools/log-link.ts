/** Where the web app shows the log with these filters. */
export function logLink(filters: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(filters))
    if (value !== undefined) search.set(name, String(value))
  return search.size > 0 ? `/sessions?${search}` : '/sessions'
}
