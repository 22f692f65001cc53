import { Link } from '@tanstack/react-router'

export function NotFound() {
  return (
    <main className="grid h-full place-content-center gap-3 p-6 text-center">
      <h1 className="text-21">There is nothing at this address</h1>
      <Link to="/c/new" className="underline underline-offset-4">
        Start a conversation
      </Link>
    </main>
  )
}
