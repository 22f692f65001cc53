import { X } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../ui/button.tsx'
import { cls } from '../ui/class.ts'
import { Dialog } from '../ui/dialog.tsx'

/** A screen that a visitor saw; a click shows it larger. */
export function Picture({ url, alt, size }: { url: string; alt: string; size: 'step' | 'end' }) {
  const [large, setLarge] = useState(false)
  return (
    <>
      <button
        type="button"
        aria-label={`Show larger: ${alt}`}
        onClick={() => setLarge(true)}
        className="self-start justify-self-start overflow-hidden rounded-card border border-line bg-well"
      >
        <img
          src={url}
          alt={alt}
          loading="lazy"
          className={cls(
            size === 'end' ? 'max-h-[420px] max-w-full' : 'max-h-20 max-w-24 @min-[520px]:max-w-40',
          )}
        />
      </button>
      <Dialog open={large} onOpenChange={setLarge} title={alt} titleHidden shape="picture">
        <div className="sticky top-2 float-right mr-2 rounded-control bg-sheet">
          <IconButton label="Close the picture" onClick={() => setLarge(false)}>
            <X size={16} aria-hidden />
          </IconButton>
        </div>
        <img src={url} alt={alt} className="mx-auto" />
      </Dialog>
    </>
  )
}
