import { Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTopics } from '../events/use-topics.ts'
import { keepSession } from '../session/keep.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Rail } from './rail.tsx'
import { SignInAgain } from './sign-in-again.tsx'
import { TopBar } from './top-bar.tsx'
import { useCollapsed } from './use-collapsed.ts'
import { useShortcuts } from './use-shortcuts.ts'

/** The frame around every screen behind the sign-in: a rail, on small screens a drawer. */
export function Shell() {
  const [collapsed, setCollapsed] = useCollapsed()
  const [drawer, setDrawer] = useState(false)
  const { pathname } = useLocation()
  useTopics(['conversations'])
  useShortcuts()
  useEffect(keepSession, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever was chosen in it, the drawer has done its job
  useEffect(() => setDrawer(false), [pathname])
  return (
    <div className="flex h-full max-md:flex-col">
      <Rail className="max-md:hidden" collapsed={collapsed} onCollapse={setCollapsed} />
      <TopBar onOpen={() => setDrawer(true)} />
      <Dialog open={drawer} onOpenChange={setDrawer} title="Menu" titleHidden shape="sheet">
        <Rail className="h-full w-full" />
      </Dialog>
      <main className="min-h-0 min-w-0 flex-1">
        <Outlet />
      </main>
      <SignInAgain />
    </div>
  )
}
