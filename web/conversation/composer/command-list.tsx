import { cls } from '../../ui/class.ts'
import type { Command } from './commands.ts'

interface Props {
  id: string
  commands: Command[]
  active: number
  onChoose: (command: Command) => void
}

export function CommandList({ id, commands, active, onChoose }: Props) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Commands"
      className="absolute inset-x-0 bottom-full z-10 mb-2 rounded-card border border-line bg-sheet p-1 shadow-float"
    >
      {commands.map((command, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the composer that owns the list has the keys
        <div
          key={command.name}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          // The composer keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(command)}
          className={cls(
            'flex h-8 touch:h-11 items-center gap-3 rounded-control px-2.5',
            index === active ? 'bg-well' : 'hover:bg-well',
          )}
        >
          <span className="w-16 font-mono text-12">{command.name}</span>
          <span className="truncate text-ink-2">{command.does}</span>
        </div>
      ))}
    </div>
  )
}
