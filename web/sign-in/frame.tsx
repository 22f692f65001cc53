import type { ReactNode } from 'react'
import { SignInDrawing } from './drawing.tsx'

/** Every screen that is seen without a session: the form on the left, the drawing on the right. */
export function SignInFrame({
  title,
  lead,
  children,
}: {
  title: string
  lead: ReactNode
  children: ReactNode
}) {
  return (
    <div className="grid h-full overflow-y-auto lg:grid-cols-[minmax(420px,5fr)_7fr]">
      <main className="mx-auto flex w-full max-w-[420px] flex-col justify-center gap-6 p-6">
        <div className="flex flex-col gap-2">
          <p className="font-stretch-[94%] font-semibold">SessionBurst</p>
          <h1 className="text-28">{title}</h1>
          <p className="text-ink-2">{lead}</p>
        </div>
        {children}
      </main>
      <SignInDrawing />
    </div>
  )
}
