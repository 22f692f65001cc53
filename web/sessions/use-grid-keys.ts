import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { useKey } from '../ui/use-key.ts'

/**
 * J and K move through rows of which only those in sight are in the page; Enter then opens the one in focus, as on any
 * link.
 */
export function useGridKeys(region: RefObject<HTMLElement | null>, count: number) {
  const [active, setActive] = useState<number>()
  const wanted = useRef(false)
  const scrollTo = useRef<(at: number) => void>(() => undefined)
  const move = (way: 1 | -1) => {
    const at = active === undefined || active >= count ? firstInSight(region.current) : active + way
    if (at < 0 || at >= count) return
    wanted.current = true
    scrollTo.current(at)
    setActive(at)
  }
  useKey('j', () => move(1))
  useKey('k', () => move(-1))
  // The row comes into the page with this very drawing, because it is kept.
  useLayoutEffect(() => {
    if (!wanted.current || active === undefined) return
    wanted.current = false
    region.current?.querySelector<HTMLElement>(`[data-index="${active}"] a`)?.focus({ preventScroll: true })
  }, [active, region])
  return {
    scrollTo,
    focused: setActive,
    kept: (rows: number) => (active !== undefined && active < rows ? [active] : []),
  }
}

function firstInSight(region: HTMLElement | null): number {
  const top = (region?.getBoundingClientRect().top ?? 0) + 32
  const rows = [...(region?.querySelectorAll<HTMLElement>('[data-index]') ?? [])]
  const first = rows.find((row) => row.getBoundingClientRect().top >= top - 1)
  return Number(first?.dataset.index ?? 0)
}
