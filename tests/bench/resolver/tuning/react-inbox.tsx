import { Menu } from '@base-ui/react/menu'
import { Select } from '@base-ui/react/select'
import { Switch } from '@base-ui/react/switch'
import { Tabs } from '@base-ui/react/tabs'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'

const MAILS = [
  { from: 'Lena Braun', subject: 'Quarterly numbers' },
  { from: 'Omar Haddad', subject: 'Lunch?' },
]
const DENSITIES = { cozy: 'Cozy', compact: 'Compact' }

function Compose() {
  const [state, setState] = useState<'closed' | 'open' | 'sent'>('closed')
  if (state === 'sent') return <output>Sent.</output>
  if (state === 'closed')
    return (
      <button type="button" onClick={() => setState('open')}>
        Compose
      </button>
    )
  return (
    <form
      aria-label="New message"
      onSubmit={(event) => {
        event.preventDefault()
        setState('sent')
      }}
    >
      <input aria-label="To" required />
      <input aria-label="Subject" />
      <textarea aria-label="Body" />
      <button type="submit">Send</button>
    </form>
  )
}

function Density() {
  return (
    <Select.Root items={DENSITIES} defaultValue="cozy">
      <Select.Trigger aria-label="Density">
        <Select.Value />
      </Select.Trigger>
      <Select.Portal>
        <Select.Positioner>
          <Select.Popup>
            {Object.entries(DENSITIES).map(([value, label]) => (
              <Select.Item key={value} value={value}>
                <Select.ItemText>{label}</Select.ItemText>
              </Select.Item>
            ))}
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  )
}

function App() {
  const [unread, setUnread] = useState(2)
  return (
    <>
      <header>
        <h1>Inbox ({unread})</h1>
        <Menu.Root>
          <Menu.Trigger>Account</Menu.Trigger>
          <Menu.Portal>
            <Menu.Positioner>
              <Menu.Popup>
                {['Profile', 'Settings', 'Log out'].map((item) => (
                  <Menu.Item key={item}>{item}</Menu.Item>
                ))}
              </Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        </Menu.Root>
        <Switch.Root aria-label="Dark mode" />
      </header>
      <Compose />
      <button type="button" onClick={() => setUnread(0)}>
        Mark all as read
      </button>
      <Density />
      <Tabs.Root defaultValue="in">
        <Tabs.List>
          <Tabs.Tab value="in">Received</Tabs.Tab>
          <Tabs.Tab value="out">Sent</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="in">
          <ul>
            {MAILS.map(({ from, subject }) => (
              <li key={from}>
                <a href={`#${from.length}`}>
                  {from} <b>{subject}</b>
                </a>
                <button type="button" aria-label={`Star mail from ${from}`} onClick={() => setUnread(1)}>
                  ☆
                </button>
              </li>
            ))}
          </ul>
        </Tabs.Panel>
        <Tabs.Panel value="out">Nothing sent</Tabs.Panel>
      </Tabs.Root>
    </>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
