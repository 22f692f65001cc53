import { useState } from 'react'
import { createPortal } from 'react-dom'
import { createRoot } from 'react-dom/client'

const ACTIONS = ['Duplicate', 'Move to…', 'Copy link', 'Delete']

function Actions({ close }: { close: () => void }) {
  return (
    <div role="menu">
      {ACTIONS.map((each) => (
        <button type="button" role="menuitem" key={each} onClick={close}>
          {each}
        </button>
      ))}
    </div>
  )
}

function App() {
  const [isOpen, setOpen] = useState(false)
  const [isWide, setWide] = useState(false)
  return (
    <>
      <aside>
        <input type="search" placeholder="Search everything" />
        <button type="button">New page</button>
        <button type="button" aria-expanded={isWide} onClick={() => setWide(!isWide)}>
          Engineering
        </button>
        <button type="button" aria-expanded={false}>
          Marketing
        </button>
      </aside>
      <header>
        <button type="button">Edit</button>
        <button type="button">Publish</button>
        <a href="/history">Page history</a>
        <button type="button" aria-haspopup="menu" aria-label="More actions" onClick={() => setOpen(true)}>
          ⋯
        </button>
      </header>
      <main>
        <h1>Release checklist</h1>
        <p>Tag, build, tell everyone.</p>
        <form onSubmit={(event) => event.preventDefault()}>
          <textarea placeholder="Write a comment…" />
          <button type="submit">Send</button>
        </form>
      </main>
      {isOpen && createPortal(<Actions close={() => setOpen(false)} />, document.body)}
    </>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
