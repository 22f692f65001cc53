import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { showLength } from '../../agent/model/offline/chat/time.ts'
import { countFilters, readFilters } from '../../web/filters/filters.ts'
import { attemptInWords } from '../../web/sessions/attempt-words.ts'
import { referrerHost, sentInWords } from '../../web/sessions/names.ts'
import { intentInWords, personaOf, seenAt } from '../../web/sessions/persona.ts'
import { readLogSearch } from '../../web/sessions/search.ts'
import { Timeline } from '../../web/sessions/timeline.tsx'
import { durationOf } from '../../web/ui/time.ts'

const attempt = {
  number: 1,
  startedAt: '2026-11-22T10:00:00.000Z',
  endedAt: null,
  lostAt: null,
  reason: null,
  sent: {},
  accepted: {},
  strayVisit: false,
}

test('an address is read as filters, and what makes no sense is left out', () => {
  const search = readLogSearch({
    outcome: 'failed',
    device: 'fridge',
    text: 422,
    burst: 'latest',
    s: '',
    x: 1,
  })
  expect(search).toMatchObject({ outcome: 'failed', text: '422', burst: 'latest' })
  expect(search.device).toBeUndefined()
  expect(search.s).toBeUndefined()
  expect('x' in search).toBe(false)
  expect(countFilters(readFilters({ outcome: 'failed', from: '2026-11-01', to: '2026-11-02' }))).toBe(2)
  expect(countFilters(readFilters({ sort: 'longest' }))).toBe(0)
})

test('a lost attempt says whether the vendor saw it', () => {
  const lost = { ...attempt, lostAt: '2026-11-22T10:00:12.000Z' }
  expect(attemptInWords(lost)).toMatch(/lost after 12 s.*Nothing had been sent/)
  const stray = { ...lost, sent: { posthog: 3 }, strayVisit: true }
  expect(attemptInWords(stray)).toMatch(/just sending 3 requests to PostHog.*may count it/)
  expect(attemptInWords({ ...stray, accepted: { posthog: 3 } })).toMatch(
    /It had sent 3 requests to PostHog by then.*a stray visit/,
  )
  expect(attemptInWords({ ...attempt, endedAt: '2026-11-22T10:00:08.500Z' })).toMatch(/over after 8\.5 s/)
  expect(attemptInWords(attempt)).toMatch(/still going/)
})

test('what was sent is counted by vendor', () => {
  expect(sentInWords({})).toBeUndefined()
  expect(sentInWords({ posthog: 1 })).toBe('1 request to PostHog')
  expect(sentInWords({ posthog: 4, mixpanel: 2, other: 0 })).toBe('4 requests to PostHog, 2 to Mixpanel')
})

test('a length reads the same on the page and in the chat', () => {
  for (let ms = 0; ms < 40_000_000; ms = Math.ceil(ms * 1.01) + 37)
    expect({ ms, chat: showLength(ms / 1_000) }).toEqual({ ms, chat: durationOf(ms) })
})

test('lengths, referrers and personas are said in words', () => {
  expect([4_200, 48_000, 60_000, 130_000, 11_100_000].map(durationOf)).toEqual([
    '4.2 s',
    '48 s',
    '1 min',
    '2 min 10 s',
    '3 h 5 min',
  ])
  expect([null, 'google', 'https://www.google.com/'].map(referrerHost)).toEqual([
    'direct',
    'google',
    'google.com',
  ])
  const identity = {
    os: 'Windows',
    osVersion: '19.0.0',
    width: 1920,
    height: 953,
    languages: ['en-CA', 'en'],
  }
  const seen = { os: 'Windows 11', screen: '1920 × 953', language: 'en-CA' }
  expect(personaOf({ persona: {}, metadata: { identity } })).toMatchObject(seen)
  const persona = {
    identity,
    utm: { source: 'newsletter', medium: 'email', campaign: 'monthly_news' },
    returning: false,
    variables: { name: 'Ann Smith', email: 'ann@example.com' },
  }
  expect(personaOf({ persona, metadata: {} })).toEqual({
    ...seen,
    timeZone: undefined,
    name: 'Ann Smith',
    email: 'ann@example.com',
    campaign: 'newsletter / email / monthly_news',
    visitor: 'for the first time',
  })
  // Whom the plan had made up did not come: somebody from before did.
  expect(personaOf({ persona, metadata: { person: { returning: true, visit: 3 } } })).toMatchObject({
    visitor: 'before: visit 3',
    name: undefined,
    email: undefined,
  })
  for (const shown of Object.values(personaOf({ persona: {}, metadata: {} }))) expect(shown).toBeUndefined()
})

test('what a visit was meant to do is said, also where a plan says little', () => {
  expect(intentInWords('completed', 2)).toBe('finish the journey')
  expect(intentInWords('dropped', 1)).toBe('leave after step 1')
  expect(intentInWords('bounced', 0)).toBe('see one page')
  expect(intentInWords(null, null)).toBeUndefined()
})

test('a visit at Browserbase is seen there, by links that are links', () => {
  const recording = 'https://www.browserbase.com/sessions/1'
  expect(seenAt({ browserbase: { live: 'javascript:alert(1)', recording } })).toEqual({
    recording,
    unseen: false,
  })
  expect(seenAt({})).toEqual({ unseen: false })
  expect(seenAt({ browserbase: { unseen: true } })).toEqual({ unseen: true })
})

test('the timeline tells failed steps and those that were never reached, with the screens that are kept', () => {
  const at = '2026-11-22T10:00:00.000Z'
  const step = { resolvedBy: null, actions: [], url: 'http://localhost/', startedAt: at, endedAt: at }
  const session = {
    outcome: 'failed' as const,
    steps: [
      { ...step, number: 1, text: 'look around', ok: true, reason: null, screenshot: false },
      { ...step, number: 2, text: 'sign up', ok: false, reason: 'No such button.', screenshot: true },
    ],
  }
  const journey = ['look around', 'sign up', 'invite a teammate']
  const pictureOf = (step: number) => `/step-${step}`
  const html = renderToStaticMarkup(createElement(Timeline, { session, journey, pictureOf }))
  expect(html).toContain('No such button.')
  expect(html).toMatch(/Failed:.*sign up.*invite a teammate.*not reached/)
  expect(html.match(/src="[^"]+"/g)).toEqual(['src="/step-2"'])
})
