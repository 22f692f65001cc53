import { expect, test } from 'vitest'
import { onForm } from './form-page.ts'

const FLIGHTS = ['textbox: From', 'textbox: To', 'Date: Departure', 'button: Search flights']

test('the places and the date of a journey go each to its own field', async () => {
  expect(await onForm('search flights from Manchester to Oslo on May 3, 2026', FLIGHTS)).toBe(
    'fill "From"=Manchester ; fill "To"=Oslo ; fill "Departure"=2026-05-03 ; click "Search flights"',
  )
})

test('two dates of one month and a number of guests fill a booking', async () => {
  const rooms = ['Date: Arrival', 'Date: Departure', 'spinbutton: Adults', 'button: Check availability']
  expect(await onForm('check availability from 10 to 12 July 2026 for two guests', rooms)).toBe(
    'fill "Arrival"=2026-07-10 ; fill "Departure"=2026-07-12 ; fill "Adults"=2 ; click "Check availability"',
  )
  const zimmer = ['Date: Anreise', 'Date: Abreise', 'button: Verfügbarkeit prüfen']
  expect(await onForm('Anreise 12.08.2026, Abreise 15.08.2026 und Verfügbarkeit prüfen', zimmer)).toBe(
    'fill "Anreise"=2026-08-12 ; fill "Abreise"=2026-08-15 ; click "Verfügbarkeit prüfen"',
  )
})

test('a date and a time are typed as their fields take them, and never as a name', async () => {
  const termin = ['textbox: Titel', 'Date: Datum', 'InputTime: Beginn', 'button: Termin anlegen']
  expect(await onForm('Termin "Kontrolle Kaya" am 20.05.2026 um 9 Uhr anlegen', termin)).toBe(
    'fill "Titel"=Kontrolle Kaya ; fill "Datum"=2026-05-20 ; fill "Beginn"=09:00 ; click "Termin anlegen"',
  )
  const cita = ['textbox: Nombre', 'textbox: Móvil', 'button: Pedir cita']
  expect(await onForm('pide cita el martes a las 16:30', cita)).not.toContain('16:30')
})

test('a table is reserved for so many and for when', async () => {
  const form = [
    'select: Guests',
    '  option: 2 [selected]',
    '  option: 4',
    'select: Time',
    '  option: 18:00 [selected]',
    '  option: 19:00',
    'button: Reserve table',
  ]
  expect(await onForm('reserve a table for 4 at 7 pm', form)).toBe(
    'select "Guests"=4 ; select "Time"=19:00 ; click "Reserve table"',
  )
})

test('a whole address and a whole name are kept, and no remainder is typed', async () => {
  expect(
    await onForm('change the address to Calle Mayor 8', ['textbox: Address', 'button: Save address']),
  ).toMatch(/^fill "Address"=Calle Mayor 8/)
  expect(await onForm('rename the document into "Offer Q3"', ['textbox: Document title'])).toMatch(
    /^fill "Document title"=Offer Q3/,
  )
  const order = ['textbox: Dirección', 'textbox: Código postal', 'button: Pagar']
  expect(await onForm('rellena la dirección y paga', order)).not.toContain('y paga')
})
