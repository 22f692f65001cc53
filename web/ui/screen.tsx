import type { ReactNode } from 'react'

/** A screen that scrolls by itself under its heading. */
export function Screen({
  title,
  side,
  children,
}: {
  title: ReactNode
  side?: ReactNode
  children: ReactNode
}) {
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto grid max-w-[1080px] gap-6 px-4 pt-6 pb-16 md:px-8 md:pt-8">
        <header className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <h1 className="text-21">{title}</h1>
          {side}
        </header>
        {children}
      </div>
    </div>
  )
}
