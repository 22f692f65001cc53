import { expect, test } from 'vitest'
import { onForm } from './form-page.ts'

const one = (field: string) => [`textbox: ${field}`, 'button: Search']
const two = (what: string, where: string) => [`textbox: ${what}`, `textbox: ${where}`, 'button: Find jobs']

test.each([
  ['look for events in Manchester', one('City or postcode'), 'fill "City or postcode"=Manchester'],
  ['find invoice 2029', one('Find an invoice'), 'fill "Find an invoice"=2029'],
  ['search for customer Nielsen', one('Search'), 'fill "Search"=Nielsen'],
  ['look for raku firing videos', one('Search videos'), 'fill "Search videos"=raku firing'],
  ['nach Miete in den Umsätzen suchen', one('Umsätze durchsuchen'), 'fill "Umsätze durchsuchen"=Miete'],
  [
    'search for data analyst jobs in Dublin',
    two('Job title or keyword', 'City'),
    'fill "Job title or keyword"=data analyst ; fill "City"=Dublin',
  ],
  [
    'busca ofertas de enfermera en Sevilla',
    two('Puesto o palabra clave', 'Dónde'),
    'fill "Puesto o palabra clave"=enfermera ; fill "Dónde"=Sevilla',
  ],
])('"%s" types what is looked for and nothing of what kind it is', async (step, form, typed) => {
  expect(await onForm(step, form)).toMatch(new RegExp(`^${typed} ;`))
})

test('a search that has been sent is done, whatever it has found', async () => {
  const found = ['textbox: Search docs', 'link: Webhooks']
  const done = ['fill "Search docs"', 'press "Search docs"']
  expect(await onForm('search the docs for webhooks', found, done)).toBe('-')
})
