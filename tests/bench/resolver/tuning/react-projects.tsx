import { Accordion } from '@base-ui/react/accordion'
import { Dialog } from '@base-ui/react/dialog'
import { Menu } from '@base-ui/react/menu'
import { Select } from '@base-ui/react/select'
import { Switch } from '@base-ui/react/switch'
import { Tabs } from '@base-ui/react/tabs'
import { type ReactNode, useState } from 'react'
import { createRoot } from 'react-dom/client'

const ORDERS = { name: 'Name', updated: 'Last updated', created: 'Date created' }
const QUESTIONS = { 'Can I invite guests?': 'Yes.', 'Do you give refunds?': 'Within 30 days.' }

function Popup({ label, items, children }: { label: string; items: string[]; children: ReactNode }) {
  return (
    <Menu.Root>
      <Menu.Trigger aria-label={label}>{children}</Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner>
          <Menu.Popup>
            {items.map((item) => (
              <Menu.Item key={item}>{item}</Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

function NewProject({ onCreate }: { onCreate(name: string): void }) {
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger>New project</Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Popup>
          <Dialog.Title>Start something</Dialog.Title>
          <label>
            Project name <input value={name} onChange={(event) => setName(event.target.value)} />
          </label>
          <Dialog.Close>Cancel</Dialog.Close>
          <button
            type="button"
            onClick={() => {
              onCreate(name)
              setOpen(false)
            }}
          >
            Create project
          </button>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function SortBy() {
  return (
    <Select.Root items={ORDERS} defaultValue="name">
      <Select.Trigger aria-label="Sort by">
        <Select.Value />
      </Select.Trigger>
      <Select.Portal>
        <Select.Positioner>
          <Select.Popup>
            {Object.entries(ORDERS).map(([value, label]) => (
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
  const [projects, setProjects] = useState(['Apollo', 'Hermes', 'Gemini'])
  return (
    <>
      <header>
        <nav aria-label="Main">
          <a href="/projects">Projects</a> <a href="/reports">Reports</a>
        </nav>
        <NewProject onCreate={(name) => setProjects([...projects, name])} />
        <Popup label="Dana Smith" items={['Profile', 'Preferences', 'Sign out']}>
          DS
        </Popup>
      </header>
      <main>
        <h1>Projects</h1>
        <SortBy />
        <Tabs.Root defaultValue="active">
          <Tabs.List>
            <Tabs.Tab value="active">Active</Tabs.Tab>
            <Tabs.Tab value="archived">Archived</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="active">
            <ul>
              {projects.map((name) => (
                <li key={name}>
                  <a href={`/p/${name}`}>{name}</a>{' '}
                  <Popup label={`More actions for ${name}`} items={['Rename', 'Duplicate', 'Archive']}>
                    ⋯
                  </Popup>
                </li>
              ))}
            </ul>
          </Tabs.Panel>
          <Tabs.Panel value="archived">Nothing here</Tabs.Panel>
        </Tabs.Root>
        {['Email notifications', 'Weekly digest'].map((name) => (
          <div key={name}>
            <Switch.Root aria-label={name} /> <span>{name}</span>
          </div>
        ))}
        <Accordion.Root>
          {Object.entries(QUESTIONS).map(([question, answer]) => (
            <Accordion.Item key={question} value={question}>
              <Accordion.Header>
                <Accordion.Trigger>{question}</Accordion.Trigger>
              </Accordion.Header>
              <Accordion.Panel>{answer}</Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion.Root>
      </main>
    </>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
