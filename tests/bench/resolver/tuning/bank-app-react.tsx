import { useState } from 'react'
import { createRoot } from 'react-dom/client'

const PAYMENTS = ['Trattoria Roma', 'City Trams']

function App() {
  const [isOpen, setOpen] = useState(false)
  const [on, setOn] = useState(false)
  return (
    <>
      <nav aria-label="Main">
        <a href="/home">Home</a>
        <a href="/transactions">Transactions</a>
        <a href="/details">Account details</a>
        <button type="button">Sign out</button>
      </nav>
      <main>
        <h1>€1,204.10</h1>
        <h2>Send again</h2>
        {['Paula', 'Omar'].map((name) => (
          <button type="button" key={name} aria-label={`Send to ${name}`}>
            {name[0]}
          </button>
        ))}
        <h2>Latest</h2>
        <ul>
          {PAYMENTS.map((name) => (
            <li key={name}>
              {name}
              <button type="button" aria-label={`Split ${name}`}>
                ÷
              </button>
            </li>
          ))}
        </ul>
        <h2>Savings pot</h2>
        <button type="button">Add money</button>
        <button type="button">Withdraw</button>
        <h2>Card</h2>
        <button
          type="button"
          aria-haspopup="menu"
          aria-label="Card settings"
          onClick={() => setOpen(!isOpen)}
        >
          ⋮
        </button>
        {isOpen && (
          <div role="menu">
            {['Freeze card', 'Replace card', 'Set limit'].map((each) => (
              <button type="button" role="menuitem" key={each} onClick={() => setOpen(false)}>
                {each}
              </button>
            ))}
          </div>
        )}
        <button type="button" role="switch" aria-checked={on} onClick={() => setOn(!on)}>
          Payment alerts
        </button>
      </main>
    </>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
