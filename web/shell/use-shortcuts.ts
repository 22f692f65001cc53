import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'

/** Mod-Shift-O begins a conversation, from wherever one is. */
export function useShortcuts() {
  const navigate = useNavigate()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || !event.shiftKey || event.key.toLowerCase() !== 'o') return
      event.preventDefault()
      void navigate({ to: '/c/new' })
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [navigate])
}
