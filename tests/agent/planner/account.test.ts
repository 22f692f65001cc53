import { describe, expect, it } from 'vitest'
import { accountOf, accountStep } from '../../../agent/planner/account.ts'
import { planBurst } from '../../../agent/planner/plan-burst.ts'

describe('what a journey has to do with accounts', () => {
  it.each([
    ['sign up', 'makes'],
    ['Sign up with a fresh email', 'makes'],
    ['register', 'makes'],
    ['create an account', 'makes'],
    ['start the free trial', 'makes'],
    ['registrieren', 'makes'],
    ['log in', 'needs'],
    ['login with the demo account', 'needs'],
    ['sign in', 'needs'],
    ['log back in', 'needs'],
    ['open the pricing page', undefined],
    ['read the blog post about designing', undefined],
    ['log out', undefined],
    ['log in with {{secret.demoEmail}} and {{secret.demoPassword}}', undefined],
  ])('"%s": %s', (step, what) => {
    expect(accountStep(step)).toBe(what)
  })

  it('goes by the first step that is taken', () => {
    expect(accountOf(['open the pricing page', 'sign up', 'log in'])).toBe('makes')
    expect(accountOf([])).toBeUndefined()
    const journey = ['open the pricing page', 'sign up']
    const plan = planBurst({ sessions: 10, journey, conversion: 50, pace: 'fast', windowMs: 0, seed: 1 })
    for (const { stepsToTake, account } of plan) expect(account).toBe(stepsToTake === 2 ? 'makes' : undefined)
  })
})
