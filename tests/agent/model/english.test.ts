import { expect, test } from 'vitest'
import { stepInEnglish } from '../../../agent/model/offline/elements/languages.ts'
import { inEnglish, languageOf } from '../../../agent/model/offline/english/english.ts'

const GERMAN = [
  ['Füge den zweiten Artikel zum Warenkorb hinzu', 'add the second article'],
  ['nach Entfernung sortieren', 'sort by distance'],
  ['lies den letzten Spielbericht', 'read the last'],
  ['Zahnzusatzversicherung öffnen', 'open tooth'],
] as const
const SPANISH = [
  ['abre los ajustes de facturación', 'open the billing settings'],
  ['añádelo al carrito', 'add'],
  ['ver mis pedidos', 'view my orders'],
] as const

test.each(GERMAN)('says "%s" in English, its doing first', (step, english) => {
  expect(stepInEnglish(step, 'de')).toContain(english)
})

test.each(SPANISH)('says "%s" in English', (step, english) => {
  expect(stepInEnglish(step, 'es')).toContain(english)
})

test('leaves names and what it does not know as they stand', () => {
  expect(inEnglish('Zenbook 14 in den Warenkorb', 'de')).toContain('Zenbook 14')
})

test('tells the three languages apart, and takes English where nothing tells', () => {
  expect(languageOf('Mein Konto und meine Bestellungen')).toBe('de')
  expect(languageOf('Mi cuenta y mis pedidos')).toBe('es')
  expect(languageOf('My account and my orders')).toBe('en')
  expect(languageOf('Zenbook 14')).toBe('en')
})
