/** The start: a composer and three requests to begin with. */
export function NewConversation() {
  return <h1 className="p-6 text-28">What should happen on your site?</h1>
}
