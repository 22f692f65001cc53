import { z } from 'zod'

export const cardNumber = z
  .string('Enter a card number.')
  .transform((value) => value.replaceAll(/[\s-]/g, ''))
  .refine((digits) => /^\d{13,19}$/.test(digits) && passesLuhn(digits), 'Enter a valid card number.')

export const expiry = z
  .string('Enter the expiry date.')
  .refine((value) => endOf(value) !== undefined, 'Enter the expiry date as MM/YY.')
  .refine((value) => (endOf(value) ?? Number.POSITIVE_INFINITY) > Date.now(), 'This card has expired.')

export const securityCode = z
  .string('Enter the security code.')
  .trim()
  .regex(/^\d{3,4}$/, 'Enter the 3 or 4 digits on the card.')

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** A card is good until the last day of its month. */
function endOf(value: string): number | undefined {
  const [, month, year] = value.trim().match(/^(0[1-9]|1[0-2])\s*\/?\s*(?:20)?(\d\d)$/) ?? []
  return month && year ? Date.UTC(2000 + Number(year), Number(month), 1) : undefined
}
