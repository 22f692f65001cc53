import { useState } from 'react'
import { createPortal } from 'react-dom'
import { createRoot } from 'react-dom/client'

function Choice({ label, text, items }: { label: string; text: string; items: string[] }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button type="button" aria-haspopup="menu" aria-label={label} onClick={() => setOpen(!isOpen)}>
        {text}
      </button>
      {isOpen &&
        createPortal(
          <div role="menu">
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

function App() {
  const [isOpen, setOpen] = useState(false)
  const [on, setOn] = useState(false)
  const [mine, setMine] = useState(false)
  const [view, setView] = useState('Table')
  return (
    <>
      <header>
        <a href="/">Pipeful</a>
        <nav aria-label="Main">
          <a href="/leads">Leads</a>
          <a href="/customers">Customers</a>
          <a href="/tasks">Tasks</a>
        </nav>
        <Choice label="Account: Sam Field" text="SF" items={['My account', 'Billing', 'Sign out']} />
      </header>
      <main>
        <h1>Leads</h1>
        <button type="button" onClick={() => setOpen(true)}>
          New lead
        </button>
        <div role="tablist">
          {['Table', 'Board'].map((each) => (
            <button
              type="button"
              role="tab"
              key={each}
              aria-selected={view === each}
              onClick={() => setView(each)}
            >
              {each}
            </button>
          ))}
        </div>
        <label>
          <input type="checkbox" checked={mine} onChange={() => setMine(!mine)} /> Only mine
        </label>
        <button
          type="button"
          role="switch"
          aria-checked={on}
          aria-label="Desktop alerts"
          onClick={() => setOn(!on)}
        />
        <table>
          <thead>
            <tr>
              <th>Company</th>
              <th>Stage</th>
            </tr>
          </thead>
          <tbody>
            {['Novatec GmbH', 'Brightside Ltd', 'Casa Verde'].map((each) => (
              <tr key={each}>
                <td>
                  <a href={`/l/${each.length}`}>{each}</a>
                </td>
                <td>
                  <Choice
                    label={`Stage for ${each}`}
                    text="New"
                    items={['New', 'Contacted', 'Won', 'Lost']}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </main>
      {isOpen && (
        <div role="dialog" aria-label="New lead">
          <form
            onSubmit={(event) => {
              event.preventDefault()
              setOpen(false)
            }}
          >
            <label>
              Company <input required />
            </label>
            <label>
              E-mail <input type="email" />
            </label>
            <button type="submit">Create</button>
          </form>
        </div>
      )}
    </>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
