import { expect, test } from 'vitest'
import { onForm } from './form-page.ts'

test.each([
  ['enter the presale code WAVES26', 'Presale code', 'Unlock', 'WAVES26'],
  ['den Gutschein FRUEHLING einlösen', 'Gutscheincode', 'Einlösen', 'FRUEHLING'],
  ['redeem key AB12-CD34', 'Key', 'Redeem', 'AB12-CD34'],
])('"%s" fills the code in and presses the button beside it', async (step, field, button, code) => {
  expect(await onForm(step, [`textbox: ${field}`, `button: ${button}`])).toBe(
    `fill "${field}"=${code} ; click "${button}"`,
  )
})

test('nothing is redeemed where the step gives no code', async () => {
  const form = ['textbox: Code', 'button: Redeem', 'button: Cancel']
  expect(await onForm('redeem a gift code', form, ['click "Redeem a code"'])).toBe('-')
})

test('a postcode is no code to redeem', async () => {
  const form = ['textbox: Postcode', 'button: Go']
  expect(await onForm('enter the zip code 90210', form)).not.toContain('click')
})
