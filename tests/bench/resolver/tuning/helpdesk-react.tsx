import { useState } from 'react'
import { createPortal } from 'react-dom'
import { createRoot } from 'react-dom/client'

const TICKETS = ['Password reset', 'Broken scanner in hall 3']

function Menu({ label, text, items }: { label: string; text: string; items: string[] }) {
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
              <button type="button" role="menuitem" key={item} onClick={() => setOpen(false)}>
                {item}
              </button>
            ))}
          </div>,
          document.body,
        )}
    </>
  )
}

function App() {
  const [isMine, setMine] = useState(false)
  return (
    <>
      <header>
        <a href="/tickets">Tickets</a>
        <a href="/reports">Reports</a>
        <button type="button">New ticket</button>
        <Menu label="Profile menu" text="JD" items={['My profile', 'Settings', 'Sign out']} />
      </header>
      <main>
        <h1>Open tickets</h1>
        <button type="button" aria-pressed={isMine} onClick={() => setMine(!isMine)}>
          Unassigned
        </button>
        <ul>
          {TICKETS.map((title, i) => (
            <li key={title}>
              <a href={`/t/${i}`}>{title}</a>
              <Menu label={`Priority of ${title}`} text="Normal" items={['Low', 'Normal', 'High']} />
              <Menu label={`Assign ${title}`} text="Nobody" items={['Kim', 'Ravi']} />
              <button type="button" aria-label={`Close ${title}`}>
                ✓
              </button>
            </li>
          ))}
        </ul>
        <form onSubmit={(event) => event.preventDefault()}>
          <textarea aria-label="Your reply" />
          <button type="submit">Send reply</button>
        </form>
      </main>
    </>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
