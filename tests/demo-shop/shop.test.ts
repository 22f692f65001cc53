import { beforeAll, describe, expect, test } from 'vitest'
import { Newest } from '../../web/demo-shop/newest.ts'
import { createDemoShop } from '../../web/demo-shop/server.ts'
import { Visitor } from './visitor.ts'

let shop: Awaited<ReturnType<typeof createDemoShop>>
beforeAll(async () => {
  shop = await createDemoShop()
})

const newcomer = (email: string) => ({
  firstName: 'Ada',
  lastName: 'Reed',
  email,
  company: 'Reed & Sons',
  password: 'correct horse',
})
const card = {
  plan: 'studio',
  billing: 'yearly',
  company: 'Reed & Sons',
  email: 'ada@studio.test',
  cardNumber: '4242 4242 4242 4242',
  expiry: '12/40',
  cvc: '123',
}

describe('signing up', () => {
  test('leads to the dashboard, greets by name and tells the SDKs once', async () => {
    const visitor = new Visitor(shop.app)
    const signedUp = await visitor.submit('/signup', { ...newcomer('ada@studio.test'), plan: 'solo' })
    expect([signedUp.status, signedUp.location]).toEqual([303, '/dashboard?plan=solo'])
    const dashboard = await visitor.get('/dashboard')
    expect(dashboard.text).toContain('Good to see you, Ada')
    expect(dashboard.text).toContain('Reed &amp; Sons')
    expect(dashboard.facts.events).toEqual([{ name: 'signed_up', properties: { plan: 'solo' } }])
    expect(dashboard.facts.account?.id).toMatch(/^acct_/)
    expect((await visitor.get('/dashboard')).facts).toEqual({ events: [] })
  })

  test('says next to each field what is missing, and keeps what was typed but the password', async () => {
    const answer = await new Visitor(shop.app).submit('/signup', {
      firstName: '',
      lastName: 'Reed',
      email: 'not an address',
      company: '"><script>',
      password: 'short77',
    })
    expect(answer.status).toBe(422)
    for (const message of ['Enter your first name.', 'such as name@example.com', 'at least 8 characters']) {
      expect(answer.text).toContain(message)
    }
    expect(answer.text).toContain('value="Reed"')
    expect(answer.text).not.toContain('short77')
    expect(answer.text).not.toContain('"><script>')
  })

  test('with a body that is no form is refused like an empty one', async () => {
    const headers = { 'content-type': 'multipart/form-data' }
    const answer = await shop.app.request('/signup', { method: 'POST', body: 'hello', headers })
    expect(answer.status).toBe(422)
  })

  test('with an address that is taken says so, whatever its case', async () => {
    await new Visitor(shop.app).submit('/signup', newcomer('taken@studio.test'))
    const second = await new Visitor(shop.app).submit('/signup', newcomer('Taken@Studio.test'))
    expect(second.status).toBe(422)
    expect(second.text).toContain('There is an account with this address already')
  })
})

describe('logging in', () => {
  test('works with the password given at sign-up and with no other', async () => {
    await new Visitor(shop.app).submit('/signup', newcomer('grace@studio.test'))
    const visitor = new Visitor(shop.app)
    const wrong = await visitor.submit('/login', { email: 'grace@studio.test', password: 'wrong horse' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('do not go together')
    const right = await visitor.submit('/login', { email: 'grace@studio.test', password: 'correct horse' })
    expect(right.location).toBe('/dashboard')
    expect((await visitor.get('/dashboard')).facts.events[0]?.name).toBe('logged_in')
  })

  test('is asked for by the pages of customers, and logging out ends it', async () => {
    const visitor = new Visitor(shop.app)
    for (const path of ['/dashboard', '/settings', '/invite']) {
      expect((await visitor.get(path)).location).toBe('/login')
    }
    await visitor.submit('/signup', newcomer('leaver@studio.test'))
    expect((await visitor.get('/settings')).status).toBe(200)
    await visitor.submit('/logout', {})
    expect((await visitor.get('/settings')).location).toBe('/login')
  })
})

describe('a customer', () => {
  test('invites a teammate and changes settings', async () => {
    const visitor = new Visitor(shop.app)
    await visitor.submit('/signup', newcomer('boss@studio.test'))
    await visitor.get('/dashboard')
    await visitor.submit('/invite', { email: 'mate@studio.test', role: 'teacher' })
    const team = await visitor.get('/invite')
    expect(team.text).toContain('mate@studio.test is invited.')
    expect(team.facts.events).toEqual([{ name: 'invite_sent', properties: { role: 'teacher' } }])
    const { email: _, password: __, ...names } = newcomer('')
    await visitor.submit('/settings', { ...names, company: 'Kiln & Co', timeZone: 'Asia/Singapore' })
    expect((await visitor.get('/dashboard')).text).toContain('Kiln &amp; Co')
  })

  test('chooses a plan on the pricing page and pays for it with a test card', async () => {
    const visitor = new Visitor(shop.app)
    await visitor.submit('/signup', newcomer('buyer@studio.test'))
    const chosen = await visitor.submit('/pricing', { plan: 'collective' })
    expect(chosen.location).toBe('/checkout?plan=collective')
    const checkout = await visitor.get('/checkout?plan=collective')
    expect(checkout.facts.events.map(({ name }) => name)).toEqual(['signed_up', 'plan_chosen'])
    expect(checkout.text).toMatch(/value="collective" checked/)
    const paid = await visitor.submit('/checkout', { ...card, plan: 'collective' })
    expect(paid.location).toBe('/checkout/done?plan=collective')
    const done = await visitor.get('/checkout/done?plan=collective')
    expect(done.facts.events).toEqual([
      { name: 'checkout_completed', properties: { plan: 'collective', billing: 'yearly' } },
    ])
    expect((await visitor.get('/dashboard')).text).toContain('Collective plan')
  })
})

describe('checking out', () => {
  test.each([
    [{ cardNumber: '4242 4242 4242 4241' }, 'Enter a valid card number.'],
    [{ expiry: '01/20' }, 'This card has expired.'],
    [{ expiry: '13/40' }, 'Enter the expiry date as MM/YY.'],
    [{ cvc: '12' }, 'Enter the 3 or 4 digits on the card.'],
    [{ plan: 'castle' }, 'Choose a plan.'],
    [{ company: ' ' }, 'Enter your company or studio.'],
  ])('with %o is refused: %s', async (wrong, message) => {
    const answer = await new Visitor(shop.app).submit('/checkout', { ...card, ...wrong })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(message)
    expect(answer.text).not.toContain('value="4242')
  })

  test('works for guests, who are told apart by their cookie', async () => {
    const guest = new Visitor(shop.app)
    await guest.submit('/checkout', card)
    expect((await new Visitor(shop.app).get('/checkout/done?plan=studio')).facts.events).toEqual([])
    expect((await guest.get('/checkout/done?plan=studio')).facts.events).toHaveLength(1)
  })
})

describe('pages', () => {
  test.each([
    '/',
    '/features',
    '/pricing',
    '/signup',
    '/login',
    '/checkout',
    '/docs',
    '/docs/waitlists',
    '/contact',
  ])('%s has one first heading, a label for each field and the SDKs', async (path) => {
    const { status, text } = await new Visitor(shop.app).get(path)
    expect(status).toBe(200)
    expect(text.match(/<h1/g)).toHaveLength(1)
    expect(text).toMatch(/<script defer src="\/assets\/analytics-\w+\.js">/)
    for (const [, id] of text.matchAll(/<(?:input|select|textarea) id="(\w+)"/g)) {
      expect(text).toContain(`<label for="${id}"`)
    }
  })

  test.each(['/nowhere', '/docs/nowhere', '/collect/nowhere'])('%s is a real 404', async (path) => {
    const { status, text } = await new Visitor(shop.app).get(path)
    expect(status).toBe(404)
    expect(text).toContain('gone out with the tide')
  })

  test('what a page loads exists and may be cached', async () => {
    const { text } = await new Visitor(shop.app).get('/')
    const addresses = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+|\/favicon[^"]+)"/g)]
    expect(addresses.length).toBeGreaterThanOrEqual(3)
    for (const [, address = ''] of addresses) {
      const asset = await shop.app.request(address)
      expect(asset.status).toBe(200)
      expect(asset.headers.get('cache-control')).toMatch(/max-age=\d{5,}/)
    }
  })
})

test('what the shop remembers is bounded: the oldest goes first', () => {
  const newest = new Newest<number>(2)
  for (const [value, key] of ['a', 'b', 'c'].entries()) newest.set(key, value)
  expect(['a', 'b', 'c'].map((key) => newest.get(key))).toEqual([undefined, 1, 2])
})
