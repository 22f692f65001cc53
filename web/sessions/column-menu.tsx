import { Columns3 } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import { Menu, MenuCheck, MenuItem } from '../ui/menu.tsx'
import { COLUMN_IDS, type ColumnId, useColumns } from './column-choice.ts'

const NAMES: Record<ColumnId, string> = {
  outcome: 'Outcome',
  number: 'Session',
  device: 'Device',
  target: 'Target',
  country: 'Country',
  referrer: 'Referrer',
  system: 'System',
  reason: 'Reason',
  steps: 'Steps done',
  attempts: 'Attempts',
  pages: 'Pages',
  length: 'Length',
  began: 'Began',
}

/** Which columns the log has. */
export function ColumnMenu() {
  const { columns, chooseColumns } = useColumns()
  return (
    <Menu
      trigger={
        <Button>
          <Columns3 size={14} aria-hidden /> <span className="max-md:heard">Columns</span>
        </Button>
      }
    >
      {COLUMN_IDS.filter((id) => id !== 'number').map((id) => (
        <MenuCheck
          key={id}
          checked={columns.includes(id)}
          onChange={(shown) =>
            chooseColumns(COLUMN_IDS.filter((one) => (one === id ? shown : columns.includes(one))))
          }
        >
          {NAMES[id]}
        </MenuCheck>
      ))}
      <MenuItem onClick={() => chooseColumns(undefined)}>The usual ones</MenuItem>
    </Menu>
  )
}
