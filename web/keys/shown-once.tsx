import { Button } from '../ui/button.tsx'
import { Copyable } from '../ui/copyable.tsx'
import type { MadeKey } from './new-key-form.tsx'

/** The only time that the key can be read. */
export function ShownOnce({ made, onDone }: { made: MadeKey; onDone: () => void }) {
  return (
    <div role="status" className="grid max-w-[640px] gap-3 rounded-card border border-line bg-sheet p-4">
      <p>
        <span className="font-medium wrap-anywhere">{made.name}</span> is made. Copy it now: only a hash of it
        is kept, so it can't be shown again.
      </p>
      <Copyable label="Key" text={made.key} />
      <Button onClick={onDone} className="justify-self-start">
        I have it
      </Button>
    </div>
  )
}
