import { type ReactNode, useState } from 'react'
import { createRoot } from 'react-dom/client'

const STOCK = [
  { name: 'Hex bolts M8', quantity: 1200 },
  { name: 'Wood screws 4x40', quantity: 80 },
  { name: 'Copper pipe 15 mm', quantity: 14 },
]

function Menu({ label, items, children }: { label: string; items: string[]; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <div>
      <button
        type="button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={label}
        onClick={() => setOpen(!isOpen)}
      >
        {children}
      </button>
      {isOpen && (
        <div role="menu">
          {items.map((item) => (
            <div
              role="menuitem"
              tabIndex={0}
              key={item}
              onClick={() => setOpen(false)}
              onKeyDown={() => setOpen(false)}
            >
              {item}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

function App() {
  const [isAdding, setAdding] = useState(false)
  const [only, setOnly] = useState('all')
  return (
    <>
      <nav aria-label="Main">
        <a href="/stock">Stock</a>
        <a href="/orders">Purchase orders</a>
        <a href="/suppliers">Suppliers</a>
      </nav>
      <main>
        <h1>Stock</h1>
        <Menu label="Warehouse" items={['Bristol', 'Leeds', 'Cardiff']}>
          Bristol
        </Menu>
        <input type="search" placeholder="Search stock" />
        <div role="tablist">
          {['all', 'low', 'out'].map((tab) => (
            <button
              type="button"
              role="tab"
              key={tab}
              aria-selected={tab === only}
              onClick={() => setOnly(tab)}
            >
              {{ all: 'All items', low: 'Low stock', out: 'Sold out' }[tab]}
            </button>
          ))}
        </div>
        <button type="button" onClick={() => setAdding(true)}>
          Add item
        </button>
        <Menu label="Export" items={['CSV', 'Excel', 'PDF']}>
          Export
        </Menu>
        <table>
          <thead>
            <tr>
              <th>
                <button type="button">Name</button>
              </th>
              <th>
                <button type="button">Quantity</button>
              </th>
              <th>Actions</th>
            </tr>
          </thead>
          <tbody>
            {STOCK.map(({ name, quantity }) => (
              <tr key={name}>
                <td>
                  <a href={`/stock/${name.length}`}>{name}</a>
                </td>
                <td>{quantity}</td>
                <td>
                  <button type="button">Reorder</button>
                  <Menu label={`Actions for ${name}`} items={['Edit', 'Duplicate', 'Delete']}>
                    ⋯
                  </Menu>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {isAdding && (
          <div role="dialog" aria-modal="true" aria-label="Add an item">
            <label>
              Item name
              <input required />
            </label>
            <button type="button" onClick={() => setAdding(false)}>
              Cancel
            </button>
            <button type="button" onClick={() => setAdding(false)}>
              Save item
            </button>
          </div>
        )}
      </main>
    </>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
