import { type ReactNode, useState } from 'react'
import { createPortal } from 'react-dom'
import { createRoot } from 'react-dom/client'

function Menu({ label, text, items }: { label: string; text: ReactNode; items: string[] }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        aria-haspopup="menu"
        aria-label={label}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {text}
      </button>
      {isOpen &&
        createPortal(
          <div role="menu" aria-label={label}>
            {items.map((item) => (
              <div
                role="menuitem"
                tabIndex={-1}
                key={item}
                onClick={() => setOpen(false)}
                onKeyDown={() => {}}
              >
                {item}
              </div>
            ))}
          </div>,
          document.body,
        )}
    </>
  )
}

function Currency() {
  const [value, setValue] = useState('EUR (€)')
  const [isOpen, setOpen] = useState(false)
  return (
    <div>
      <button
        type="button"
        role="combobox"
        aria-controls="currencies"
        aria-label="Currency"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {value}
      </button>
      {isOpen && (
        <div role="listbox" id="currencies">
          {['EUR (€)', 'USD ($)', 'GBP (£)'].map((each) => (
            <div
              role="option"
              tabIndex={-1}
              aria-selected={each === value}
              key={each}
              onClick={() => {
                setValue(each)
                setOpen(false)
              }}
              onKeyDown={() => {}}
            >
              {each}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

function App() {
  const [isAdding, setAdding] = useState(false)
  const [isDark, setDark] = useState(false)
  const [tab, setTab] = useState('All')
  return (
    <>
      <header>
        <a href="/">Ledgerly</a>
        <a href="/expenses">Expenses</a>
        <a href="/cards">Cards</a>
        <button type="button" role="switch" aria-checked={isDark} onClick={() => setDark(!isDark)}>
          Dark mode
        </button>
        <Menu label="Open profile menu" text="MK" items={['Profile', 'Preferences', 'Log out']} />
      </header>
      <main>
        <h1>Expenses</h1>
        <button type="button" onClick={() => setAdding(true)}>
          Add expense
        </button>
        <button type="button">Export</button>
        <Currency />
        <div role="tablist" aria-label="Status">
          {['All', 'Pending', 'Reimbursed'].map((each) => (
            <button
              type="button"
              role="tab"
              aria-selected={tab === each}
              key={each}
              onClick={() => setTab(each)}
            >
              {each}
            </button>
          ))}
        </div>
        <table>
          <thead>
            <tr>
              <th>
                <button type="button">Date</button>
              </th>
              <th>Description</th>
              <th>
                <button type="button">Amount</button>
              </th>
              <th />
            </tr>
          </thead>
          <tbody>
            {['Taxi', 'Client lunch', 'Train to Lyon'].map((each, i) => (
              <tr key={each}>
                <td>{`${i + 3} May`}</td>
                <td>{each}</td>
                <td>{`€${(i + 1) * 17}.40`}</td>
                <td>
                  <Menu label={`Actions for ${each}`} text="⋯" items={['Edit', 'Duplicate', 'Delete']} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </main>
      {isAdding && (
        <div role="dialog" aria-label="New expense" aria-modal="true">
          <form
            onSubmit={(event) => {
              event.preventDefault()
              setAdding(false)
            }}
          >
            <label>
              Description <input name="description" required />
            </label>
            <label>
              Amount <input name="amount" type="number" required />
            </label>
            <button type="submit">Save expense</button>
            <button type="button" onClick={() => setAdding(false)}>
              Cancel
            </button>
          </form>
        </div>
      )}
    </>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
