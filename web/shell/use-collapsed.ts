import { useState } from 'react'

const KEY = 'rail'

/** Whether the rail is narrow, remembered in this browser. */
export function useCollapsed() {
  const [collapsed, setCollapsed] = useState(() => localStorage.getItem(KEY) === 'narrow')
  const choose = (next: boolean) => {
    setCollapsed(next)
    localStorage.setItem(KEY, next ? 'narrow' : 'wide')
  }
  return [collapsed, choose] as const
}
