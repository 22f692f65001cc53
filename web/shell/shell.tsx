import { Outlet } from '@tanstack/react-router'

/** The frame around every screen behind the sign-in. */
export function Shell() {
  return (
    <div className="flex h-full">
      <main className="min-w-0 flex-1">
        <Outlet />
      </main>
    </div>
  )
}
