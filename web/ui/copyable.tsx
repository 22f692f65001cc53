import { Check, Copy } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { cls } from './class.ts'
import { inputClass } from './field.tsx'

const SAID_MS = 2_000

/** An exact text to take elsewhere. Where the browser gives no clipboard it is selected instead. */
export function Copyable({ label, text }: { label: string; text: string }) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [said, setSaid] = useState('')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setSaid('Copied')
      setTimeout(() => setSaid(''), SAID_MS)
    } catch {
      field.current?.select()
      setSaid('Selected: copy it with the keyboard')
    }
  }
  const copied = said === 'Copied'
  return (
    <div className="grid min-w-0 gap-1.5">
      <label htmlFor={id} className="label text-ink-2">
        {label}
      </label>
      <div className="flex min-w-0 gap-2">
        <input
          id={id}
          ref={field}
          readOnly
          value={text}
          onFocus={(event) => event.target.select()}
          className={cls(inputClass, 'min-w-0 flex-1 bg-well font-mono text-12')}
        />
        <Button aria-label={`Copy: ${label.toLowerCase()}`} onClick={() => void copy()}>
          {copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
          {copied ? 'Copied' : 'Copy'}
        </Button>
      </div>
      <p role="status" className={cls('text-12 text-ink-2 empty:hidden', copied && 'heard')}>
        {said}
      </p>
    </div>
  )
}
