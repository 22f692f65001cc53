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
  expect(given('Wohnungen in Leipzig bis 1200 Euro suchen', form)).toEqual({
    'Ort oder PLZ': 'Leipzig',
    'Miete bis': '1200',
  })
  expect(given('meet at 16:30', ['textbox: Amount', 'InputTime: Time'])).toEqual({ Time: '16:30' })
})

test('what stands in quotes is no date, count or price', () => {
  expect(
    given('create the task "Call 2 people on May 3, 2026"', ['Date: Due', 'spinbutton: People']),
  ).toEqual({})
})

test('a year said once is the year of both days, and an hour before "bis" is one too', () => {
  expect(
    given('rent a car in Lisbon from May 3 to May 9, 2026', [
      'textbox: Pick-up location',
      'Date: Pick-up',
      'Date: Drop-off',
    ]),
  ).toEqual({ 'Pick-up location': 'Lisbon', 'Pick-up': '2026-05-03', 'Drop-off': '2026-05-09' })
  expect(given('Termin von 9 bis 10 Uhr anlegen', ['InputTime: Beginn', 'InputTime: Ende'])).toEqual({
    Beginn: '09:00',
    Ende: '10:00',
  })
})

test('a person has a first and a last name where both are asked for', () => {
  expect(given('add a contact named Ann Lee', ['textbox: First name', 'textbox: Last name'])).toEqual({
    'First name': 'Ann',
    'Last name': 'Lee',
  })
})

test('what stands after a field is called is its value to the end of the name', () => {
  const mail = ['textbox: Title', 'textbox: Asunto']
  expect(given('write a review with the title Great shoes saying they fit', mail)).toEqual({
    Title: 'Great shoes',
  })
  expect(given('redactar un correo con asunto "Vacaciones de agosto"', mail)).toEqual({
    Asunto: 'Vacaciones de agosto',
  })
})
