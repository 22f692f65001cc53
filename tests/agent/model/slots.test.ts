import { expect, test } from 'vitest'
import { slotsOf } from '../../../agent/model/offline/elements/slots.ts'
import { parseTree } from '../../../agent/model/offline/elements/tree.ts'

const given = (step: string, fields: readonly string[]) => {
  const nodes = parseTree(
    ['[0-1] RootWebArea: Page', ...fields.map((field, at) => `  [0-${at + 2}] ${field}`)].join('\n'),
  )
  return Object.fromEntries(
    [...slotsOf(nodes.slice(1), step).given].map(([{ name }, value]) => [name, value]),
  )
}

test('a transfer says to whom, how much and what for', () => {
  const form = ['textbox: Empfänger', 'textbox: IBAN', 'textbox: Betrag €', 'textbox: Verwendungszweck']
  expect(given('100 Euro an Petra Lang überweisen, Verwendungszweck Geschenk', form)).toEqual({
    Empfänger: 'Petra Lang',
    'Betrag €': '100',
    Verwendungszweck: 'Geschenk',
  })
})

test('a field in another language is named by what it means', () => {
  expect(
    given('write a message with the subject Lunch', [
      'StaticText: Crear alerta para la página y las visitas de los usuarios',
      'textbox: Mensaje',
      'textbox: Asunto',
    ]),
  ).toEqual({ Asunto: 'Lunch' })
})

test('a price is the highest one where the step says so, and no time is a price', () => {
  const form = ['textbox: Ort oder PLZ', 'textbox: Miete von', 'textbox: Miete bis']
  expect(given('Wohnungen in Leipzig bis 1200 Euro suchen', form)).toEqual({ 'Miete bis': '1200' })
  expect(given('meet at 16:30', ['textbox: Amount', 'InputTime: Time'])).toEqual({ Time: '16:30' })
})

test('what stands in quotes is no date, count or price', () => {
  expect(
    given('create the task "Call 2 people on May 3, 2026"', ['Date: Due', 'spinbutton: People']),
  ).toEqual({})
})
