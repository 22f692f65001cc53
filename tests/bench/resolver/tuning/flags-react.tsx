import { useState } from 'react'
import { createPortal } from 'react-dom'
import { createRoot } from 'react-dom/client'

const FLAGS = ['new-checkout', 'dark-mode', 'beta-search']

function Picker({ label, value, items }: { label: string; value: string; items: string[] }) {
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState(value)
  return (
    <>
      <button type="button" aria-haspopup="listbox" aria-label={label} onClick={() => setOpen(!isOpen)}>
        {chosen}
      </button>
      {isOpen &&
        createPortal(
          <div role="listbox" aria-label={label}>
            {items.map((item) => (
              <div
                role="option"
                tabIndex={0}
                aria-selected={item === chosen}
                key={item}
                onClick={() => {
                  setChosen(item)
                  setOpen(false)
                }}
                onKeyDown={() => setOpen(false)}
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

function Flag({ name }: { name: string }) {
  const [isOn, setOn] = useState(false)
  return (
    <li>
      <button
        type="button"
        role="switch"
        aria-checked={isOn}
        aria-label={name}
        onClick={() => setOn(!isOn)}
      />
      <span>{name}</span>
      <input type="number" aria-label={`Share of ${name}`} defaultValue={100} />
      <Picker label={`More for ${name}`} value="…" items={['Edit', 'History', 'Archive']} />
    </li>
  )
}

function App() {
  const [isMaking, setMaking] = useState(false)
  const [filter, setFilter] = useState('All')
  return (
    <>
      <header>
        <a href="/flags">Flags</a>
        <a href="/audit">Audit log</a>
        <a href="/docs">Docs</a>
        <a href="/invite">Invite</a>
        <Picker label="Environment" value="Production" items={['Production', 'Staging', 'Development']} />
      </header>
      <main>
        <h1>Feature flags</h1>
        <button type="button" onClick={() => setMaking(true)}>
          Create flag
        </button>
        <fieldset>
          <legend>Show</legend>
          {['All', 'Active', 'Stale'].map((each) => (
            <label key={each}>
              <input type="radio" name="show" checked={filter === each} onChange={() => setFilter(each)} />
              {each}
            </label>
          ))}
        </fieldset>
        <ul>
          {FLAGS.map((name) => (
            <Flag name={name} key={name} />
          ))}
        </ul>
      </main>
      {isMaking && (
        <div role="dialog" aria-modal="true" aria-label="New flag">
          <form
            onSubmit={(event) => {
              event.preventDefault()
              setMaking(false)
            }}
          >
            <label>
              Key
              <input required />
            </label>
            <button type="button" onClick={() => setMaking(false)}>
              Never mind
            </button>
            <button type="submit">Save flag</button>
          </form>
        </div>
      )}
    </>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
