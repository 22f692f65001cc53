import { ArrowUp, Square } from 'lucide-react'
import { type KeyboardEvent, useId, useRef } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { drafts, useDraft } from '../drafts.ts'
import { CommandList } from './command-list.tsx'
import { useCommands } from './use-commands.ts'
import { useFocusKeys } from './use-focus-keys.ts'
import { useOnline } from './use-online.ts'

interface Props {
  draftKey: string
  onSend: (text: string) => void
  /** There while a reply is written. */
  onStop?: () => void
  problem?: string
}

/** Enter sends, Shift-Enter makes a line. What is typed is kept until the server has it. */
export function Composer({ draftKey, onSend, onStop, problem }: Props) {
  const text = useDraft(draftKey)
  const online = useOnline()
  const field = useRef<HTMLTextAreaElement>(null)
  const listId = useId()
  const write = (next: string) => drafts.write(draftKey, next)
  const { commands, active, onKeyDown: onCommandKey } = useCommands(text, write)
  const sendable = text.trim() !== '' && online
  const open = commands.length > 0
  useFocusKeys(field)

  const send = () => sendable && onSend(text.trim())
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || onCommandKey(event)) return
    if (event.key !== 'Enter' || event.shiftKey || event.metaKey || event.ctrlKey) return
    event.preventDefault()
    send()
  }
  return (
    <div className="mx-auto w-full max-w-[732px] px-4 pb-4">
      {!online && <p className="pb-2 text-ink-2">You are offline. What you type is kept; sending waits.</p>}
      {problem && <p className="pb-2 text-fail">{problem}</p>}
      <div className="relative">
        {open && (
          <CommandList
            id={listId}
            commands={commands}
            active={active}
            onChoose={({ insert }) => write(insert)}
          />
        )}
        <div className="flex items-end gap-2 rounded-large border border-line-2 bg-sheet p-2 pl-4 focus-within:border-ink-3">
          <div className="grow-text max-h-[40dvh] min-w-0 flex-1 overflow-y-auto" data-text={`${text} `}>
            <textarea
              ref={field}
              value={text}
              onChange={(event) => write(event.target.value)}
              onKeyDown={onKeyDown}
              rows={1}
              maxLength={20_000}
              placeholder="Ask for sessions, or type /"
              aria-label="Message"
              aria-autocomplete="list"
              aria-controls={open ? listId : undefined}
              aria-activedescendant={open ? `${listId}-${active}` : undefined}
            />
          </div>
          {onStop && !sendable ? (
            <IconButton label="Stop the reply" onClick={onStop} className="border border-line-2">
              <Square size={12} fill="currentColor" aria-hidden />
            </IconButton>
          ) : (
            <IconButton
              label="Send"
              disabled={!sendable}
              onClick={send}
              className="bg-spark text-on-spark hover:bg-spark hover:text-on-spark hover:brightness-96 disabled:bg-well disabled:text-ink-3 disabled:opacity-100"
            >
              <ArrowUp size={16} aria-hidden />
            </IconButton>
          )}
        </div>
      </div>
    </div>
  )
}
