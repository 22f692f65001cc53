import { expect, test } from 'vitest'
import { onForm, onPage } from './form-page.ts'

test('what is voted for is chosen before the vote is sent, in three languages', async () => {
  expect(await onForm('vote yes in the poll', ['radio: Ja', 'radio: Nein', 'button: Abstimmen'])).toBe(
    'click "Ja" ; click "Abstimmen"',
  )
  expect(await onForm('votar que sí en la encuesta', ['radio: Sí', 'radio: No', 'button: Votar'])).toBe(
    'click "Sí" ; click "Votar"',
  )
})

test('a role that the step names is chosen for an invitation', async () => {
  const form = [
    'textbox: Correo del nuevo miembro',
    'select: Rol',
    '  option: Editor [selected]',
    '  option: Administrador',
    'button: Enviar invitación',
  ]
  expect(await onForm('invitar a sofia@nube.example como administradora', form)).toBe(
    'fill "Correo del nuevo miembro"=sofia@nube.example ; select "Rol"=Administrador ; click "Enviar invitación"',
  )
})

test('what is opened to be seen is neither filled nor sent', async () => {
  const dialog = [
    'dialog: Reservation',
    '  textbox: Name',
    '  textbox: Phone',
    '  button: Confirm reservation',
  ]
  expect(await onPage('open the reservation form', dialog, ['click "Reserve a table"'])).toBe('-')
  expect(await onForm('show the password', ['textbox: Password', 'button: Show password'])).toBe(
    'click "Show password"',
  )
})

test('a message is never sent by the button that discards it', async () => {
  const dialog = [
    'dialog: New message',
    '  textbox: Subject',
    '  textbox: Message',
    '  button: Send',
    '  button: Discard draft',
  ]
  expect(await onPage('write a new message', dialog, ['click "New message"'])).not.toContain('Discard')
})

test('a question for a box that takes questions is the question itself, and is asked', async () => {
  const form = ['textbox: Ask a question about your data', 'button: Ask']
  expect(await onForm('ask how many users came from LinkedIn', form)).toBe(
    'fill "Ask a question about your data"=how many users came from LinkedIn ; click "Ask"',
  )
})

test('how many is said before they are put into the cart', async () => {
  expect(await onForm('2 Stück in den Warenkorb', ['spinbutton: Menge', 'button: In den Warenkorb'])).toBe(
    'fill "Menge"=2 ; click "In den Warenkorb"',
  )
})

test('all boxes that a step names are ticked', async () => {
  const form = ['checkbox: Email', 'checkbox: Phone', 'checkbox: Live chat', 'button: Send']
  expect(await onForm('tick email and live chat', form)).toBe('click "Email" ; click "Live chat"')
})

test('nobody signs in or pays by other means than the step says', async () => {
  const login = ['textbox: Email', 'textbox: Password', 'button: Log in']
  expect(await onForm('log in with Microsoft', login)).toBe('-')
  const pay = ['textbox: Name', 'textbox: Card number', 'button: Pay now']
  expect(await onForm('pay with Klarna', pay)).not.toContain('fill')
})

test('what is said to be shown is filled in where it is looked for', async () => {
  const form = ['textbox: City', 'Date: Arrival', 'button: Show hotels']
  expect(await onForm('show hotels in Paris from 3 May 2027', form)).toBe(
    'fill "City"=Paris ; fill "Arrival"=2027-05-03 ; click "Show hotels"',
  )
})

test('a word of the sentence is no answer and no language', async () => {
  const form = [
    'textbox: Ciudad',
    'select: Idioma',
    '  option: ES [selected]',
    '  option: EN',
    'button: Buscar',
  ]
  expect(await onForm('buscar pisos en Sevilla', form)).toBe('fill "Ciudad"=Sevilla ; click "Buscar"')
})

test('a step that only chooses fills and sends no form', async () => {
  const form = ['textbox: Email address', 'button: Continue to delivery']
  expect(await onForm('choose pick up in store', form)).not.toContain('fill')
})
