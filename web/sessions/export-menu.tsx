import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { api, json } from '../client.ts'
import { type Filters, queryOf } from '../filters/filters.ts'
import { inWorkspace } from '../session/workspace.ts'
import { Button } from '../ui/button.tsx'
import { Menu, MenuDownload, MenuItem, MenuRule } from '../ui/menu.tsx'
import { useKey } from '../ui/use-key.ts'
import { ExportDialog } from './export-dialog.tsx'
import { FORMATS, type Format } from './export-formats.ts'

/** What the filters leave, as a file: while one waits, or written by the server. E opens it. */
export function ExportMenu({ filters }: { filters: Filters }) {
  const [open, setOpen] = useState(false)
  const write = useMutation({
    mutationFn: (format: Format) => json(api.exports.$post({ json: { format, filters } })),
  })
  useKey('e', () => setOpen(true))
  const href = (format: Format) =>
    inWorkspace(`/api/sessions/export?${new URLSearchParams({ format, ...queryOf(filters) })}`)
  const formats = Object.keys(FORMATS) as Format[]
  return (
    <>
      <Menu
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button aria-keyshortcuts="E">
            <Download size={14} aria-hidden /> <span className="max-md:heard">Export</span>
          </Button>
        }
      >
        {formats.map((format) => (
          <MenuDownload key={format} href={href(format)}>
            Download {FORMATS[format]}
          </MenuDownload>
        ))}
        <MenuRule />
        {formats.map((format) => (
          <MenuItem key={format} onClick={() => write.mutate(format)}>
            Write {FORMATS[format]} in the background
          </MenuItem>
        ))}
      </Menu>
      {write.variables && (
        <ExportDialog
          format={write.variables}
          id={write.data && 'id' in write.data ? write.data.id : undefined}
          error={write.error}
          onClose={write.reset}
        />
      )}
    </>
  )
}
