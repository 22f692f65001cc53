import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { targetsQuery } from '../queries.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { inputClass } from '../ui/field.tsx'
import { OUTCOMES } from '../ui/outcome.tsx'
import { DEVICES, type Filters, isFiltered, type LogSearch, SORTS } from './search.ts'

const TYPING_MS = 300

/** The filters of the log. Each is a part of the address, so a view can be linked. */
export function LogFilters({ search }: { search: LogSearch }) {
  const navigate = useNavigate()
  const targets = useQuery(targetsQuery).data?.items ?? []
  const set = (some: Partial<Filters>) =>
    void navigate({ to: '/sessions', search: (before) => ({ ...before, ...some }), replace: true })
  return (
    <search className="flex flex-wrap items-end gap-3">
      <TextFilter text={search.text ?? ''} onText={(text) => set({ text: text || undefined })} />
      <Choice
        label="Outcome"
        any="Any outcome"
        value={search.outcome}
        options={OUTCOMES}
        onPick={(outcome) => set({ outcome })}
      />
      <Choice
        label="Device"
        any="Any device"
        value={search.device}
        options={DEVICES}
        onPick={(device) => set({ device })}
      />
      {targets.length > 1 && (
        <Choice
          label="Target"
          any="Any target"
          value={search.target}
          options={targets.map(({ name }) => name)}
          onPick={(target) => set({ target })}
        />
      )}
      <Choice
        label="Order"
        any="newest"
        value={search.sort}
        options={SORTS.filter((sort) => sort !== 'newest')}
        onPick={(sort) => set({ sort })}
      />
      {search.burst && (
        <Button onClick={() => set({ burst: undefined })}>
          One burst only <X size={14} aria-hidden />
          <span className="heard">, show all bursts</span>
        </Button>
      )}
      {isFiltered(search) && (
        <Button
          kind="quiet"
          onClick={() => void navigate({ to: '/sessions', search: { sort: search.sort }, replace: true })}
        >
          Clear
        </Button>
      )}
    </search>
  )
}

function TextFilter({ text, onText }: { text: string; onText: (text: string) => void }) {
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
      type="search"
      aria-label="Find in steps, reasons and referrers"
      placeholder="Find in steps, reasons, referrers"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      className={`${inputClass} md:max-w-[260px]`}
    />
  )
}
