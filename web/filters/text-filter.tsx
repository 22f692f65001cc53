import { type RefObject, useEffect, useState } from 'react'
import { inputClass } from '../ui/field.tsx'

const TYPING_MS = 300

interface Props {
  text: string
  onText: (text: string) => void
  field: RefObject<HTMLInputElement | null>
}

/** Words that are looked for once the typing rests. */
export function TextFilter({ text, onText, field }: Props) {
  const [typed, setTyped] = useState(text)
  const [asked, setAsked] = useState(text)
  // The address changed by another way than typing here, such as Clear or the back button.
  if (text !== asked) {
    setAsked(text)
    setTyped(text)
  }
  useEffect(() => {
    if (typed === asked) return
    const timer = setTimeout(() => {
      setAsked(typed)
      onText(typed)
    }, TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed, asked, onText])
  return (
    <input
      ref={field}
      type="search"
      aria-label="Find in steps, reasons and referrers"
      placeholder="Find in steps, reasons, referrers"
      aria-keyshortcuts="F"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      // Done with typing: the single letters are the page's again.
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      className={`${inputClass} min-w-0 flex-1 md:max-w-[240px]`}
    />
  )
}
