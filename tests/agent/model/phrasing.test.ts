import { describe, expect, it } from 'vitest'
import { asParaphrased, paraphrases } from '../../../agent/model/offline/elements/paraphrases.ts'
import { unfolded } from '../../../agent/model/offline/elements/phrasing.ts'
import { bestWide, wordsOf } from '../../../agent/model/offline/elements/words.ts'

describe('the doing of a step', () => {
  it.each([
    ['lehne den Antrag von Uwe ab', 'ablehnen den Antrag von Uwe'],
    ['logge dich aus', 'ausloggen dich'],
    ['suscríbete al boletín', 'suscríbe al boletín'],
    ['take one ticket off again', 'remove one ticket'],
    ['open a ticket', 'create ticket'],
    ['log in', 'log in'],
  ])('is one word in "%s"', (step, read) => {
    expect(unfolded(step)).toBe(read)
  })
})

describe('a clause that stands for a name', () => {
  const worth = (step: string, name: string) => asParaphrased(wordsOf(name), paraphrases(step))

  it('is read as the name, the likeliest first', () => {
    expect(worth('read what people say about it', 'Reviews')).toBeGreaterThan(
      worth('read what people say about it', 'Testimonials'),
    )
    expect(worth('did not help', 'No')).toBeGreaterThan(0.8)
  })

  it('fits no name that says more than that', () => {
    expect(worth('read what people say about it', 'Review your order')).toBe(0)
  })
})

describe('forms of one word', () => {
  it.each([
    ['paga', 'pagar'],
    ['verify', 'verification'],
    ['gehaltsabrechnung', 'lohnabrechnungen'],
    ['antragsformular', 'formular'],
  ])('agree: %s and %s', (a, b) => {
    expect(bestWide(a, [b])).toBeGreaterThan(0.6)
  })
})
