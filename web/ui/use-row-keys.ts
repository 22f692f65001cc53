import { type RefObject, useEffect } from 'react'

/** J and K move through the rows' links; Enter then opens the one in focus, as on any link. */
export function useRowKeys(table: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const move = (event: KeyboardEvent) => {
      const way = { j: 1, k: -1 }[event.key]
      if (!way || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
      const links = [...(table.current?.querySelectorAll<HTMLElement>('tbody a') ?? [])]
      const at = links.findIndex((link) => link.matches(':focus'))
      const next = links[at < 0 ? 0 : at + way]
      if (!next) return
      event.preventDefault()
      next.focus()
      next.scrollIntoView({ block: 'nearest' })
    }
    document.addEventListener('keydown', move)
    return () => document.removeEventListener('keydown', move)
  }, [table])
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [role="dialog"]') !== null
