import { useState } from 'react'
import { createPortal } from 'react-dom'
import { createRoot } from 'react-dom/client'

const ISSUES = ['Login takes ten seconds', 'Crash on save', 'Broken CSV export']

function Menu({ label, text, items }: { label: string; text: string; items: string[] }) {
  const [isOpen, setOpen] = useState(false)
  const list = (
    <div role="menu" aria-label={label}>
      {items.map((item) => (
        <button type="button" role="menuitem" key={item} onClick={() => setOpen(false)}>
          {item}
        </button>
      ))}
    </div>
  )
  return (
    <>
      <button
        type="button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={label}
        onClick={() => setOpen(!isOpen)}
      >
        {text}
      </button>
      {isOpen && createPortal(list, document.body)}
    </>
  )
}

function NewIssue({ close }: { close: () => void }) {
  return (
    <div role="dialog" aria-label="New issue">
      <input aria-label="Title" />
      <textarea aria-label="Description" />
      <button type="button" onClick={close}>
        Create issue
      </button>
      <button type="button" onClick={close}>
        Cancel
      </button>
    </div>
  )
}

function App() {
  const [isOpen, setOpen] = useState(false)
  const [view, setView] = useState('List')
  return (
    <>
      <aside>
        <Menu label="Ines Roth" text="IR" items={['Profile', 'Preferences', 'Log out']} />
        <button type="button">Search or jump to…</button>
        <a href="/inbox">Inbox</a>
        <a href="/mine">My issues</a>
        <a href="/cycles">Cycles</a>
      </aside>
      <main>
        <h1>All issues</h1>
        <button type="button" onClick={() => setOpen(true)}>
          New issue
        </button>
        <button type="button">Filter</button>
        {['List', 'Board'].map((each) => (
          <button type="button" key={each} aria-pressed={view === each} onClick={() => setView(each)}>
            {each}
          </button>
        ))}
        <ul>
          {ISSUES.map((title, i) => (
            <li key={title}>
              <Menu label={`Status of ${title}`} text="Todo" items={['Todo', 'In progress', 'Done']} />
              <a href={`/issue/${i}`}>{title}</a>
              <Menu label={`Assign ${title}`} text="–" items={['Me', 'Paul Weiss', 'Nobody']} />
            </li>
          ))}
        </ul>
      </main>
      {isOpen && createPortal(<NewIssue close={() => setOpen(false)} />, document.body)}
    </>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
