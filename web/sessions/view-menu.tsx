import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Bookmark } from 'lucide-react'
import { useState } from 'react'
import { api, json, type View } from '../client.ts'
import { queryClient } from '../query-client.ts'
import { Button } from '../ui/button.tsx'
import { Menu, MenuItem, MenuRule } from '../ui/menu.tsx'
import { chooseColumns, knownColumns } from './column-choice.ts'
import { type LogSearch, readLogSearch } from './search.ts'
import { ViewDialog } from './view-dialog.tsx'

export const viewsQuery = {
  queryKey: ['views'],
  queryFn: () => json(api.views.$get({ query: { limit: '100' } })),
}

/** Filters, order and columns that are kept under a name, one's own and those that others share. */
export function ViewMenu({ search }: { search: Omit<LogSearch, 's'> }) {
  const views = useQuery(viewsQuery).data?.items ?? []
  const [chosen, setChosen] = useState<string>()
  const [editing, setEditing] = useState<View | 'new'>()
  const navigate = useNavigate({ from: '/sessions' })
  const here = views.find(({ id }) => id === chosen)
  const remove = useMutation({
    mutationFn: (id: string) => api.views[':id'].$delete({ param: { id } }),
    onSuccess: () => queryClient.invalidateQueries(viewsQuery),
  })
  const choose = (view: View) => {
    setChosen(view.id)
    chooseColumns(knownColumns(view.columns))
    void navigate({ search: readLogSearch(view.filters) })
  }
  return (
    <>
      <Menu
        trigger={
          <Button>
            <Bookmark size={14} aria-hidden />
            <span className="max-w-32 truncate max-md:heard">{here?.name ?? 'Views'}</span>
          </Button>
        }
      >
        {views.map((view) => (
          <MenuItem key={view.id} onClick={() => choose(view)}>
            <span className="flex-1">{view.name}</span>
            {!view.own && <span className="text-12 text-ink-3">shared with you</span>}
          </MenuItem>
        ))}
        {views.length > 0 && <MenuRule />}
        <MenuItem onClick={() => setEditing('new')}>Save this view</MenuItem>
        {here?.own && (
          <>
            <MenuItem onClick={() => setEditing(here)}>Change {here.name}</MenuItem>
            <MenuItem danger onClick={() => remove.mutate(here.id)}>
              Delete {here.name}
            </MenuItem>
          </>
        )}
      </Menu>
      {editing && (
        <ViewDialog
          view={editing === 'new' ? undefined : editing}
          search={search}
          onSaved={setChosen}
          onClose={() => setEditing(undefined)}
        />
      )}
    </>
  )
}
