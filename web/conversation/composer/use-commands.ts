import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { targetsQuery } from '../../queries.ts'
import { matching } from './commands.ts'

/** The list that opens while a command is typed: arrows choose, Enter and Tab insert, Esc closes. */
export function useCommands(text: string, insert: (text: string) => void) {
  const { data: targets } = useQuery(targetsQuery)
  const [chosen, setChosen] = useState(0)
  const [closedAt, setClosedAt] = useState<string>()
  const target = targets?.items.find(({ verified }) => verified)?.name
  const found = closedAt === text ? [] : matching(text, target)
  // A command that is typed out whole is sent by Enter, not inserted again.
  const commands = found.length === 1 && found[0]?.insert === text ? [] : found
  const active = Math.min(chosen, commands.length - 1)

  const onKeyDown = (event: KeyboardEvent): boolean => {
    const command = commands[active]
    if (!command || event.shiftKey) return false
    if (event.key === 'ArrowDown') setChosen((active + 1) % commands.length)
    else if (event.key === 'ArrowUp') setChosen((active - 1 + commands.length) % commands.length)
    else if (event.key === 'Enter' || event.key === 'Tab') insert(command.insert)
    else if (event.key === 'Escape') setClosedAt(text)
    else return false
    event.preventDefault()
    return true
  }
  return { commands, active, onKeyDown }
}
