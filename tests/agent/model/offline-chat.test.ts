import type { LanguageModelV4Prompt } from '@ai-sdk/provider'
import { describe, expect, it } from 'vitest'
import { offlineChatModel } from '../../../agent/model/offline/chat/model.ts'
import { renderWorkspace } from '../../../agent/model/workspace.ts'
import { answered, ask, called, collect, user } from './offline-chat-asking.ts'

describe('the offline chat model', () => {
  it('calls the tool that a message asks for, each call with an id of its own', async () => {
    const first = await ask('Run 20 sessions on the demo shop: open pricing > sign up')
    const again = await ask('Run 20 sessions on the demo shop: open pricing > sign up')
    expect(first.calls).toMatchObject([
      { tool: 'runBurst', args: { sessions: 20, target: 'demo shop', journey: ['open pricing', 'sign up'] } },
    ])
    expect(first.finishReason.unified).toBe('tool-calls')
    expect(first.calls[0]?.id).not.toBe(again.calls[0]?.id)
    expect(first.usage.inputTokens.total).toBeGreaterThan(0)
  })

  it('keeps the secrets of a journey as they were named, whatever their names mean elsewhere', async () => {
    const steps = [
      'log in with {{secret.demoEmail}} and {{secret.mobile}}',
      'type {{secret.sesions}} into the code field',
      'pay with {{ secret.germany }}',
    ]
    for (const text of [steps.join(' > '), `${steps.slice(0, 2).join(', then ')} and then ${steps[2]}`]) {
      const { calls } = await ask(`Run 20 sessions on the demo shop: ${text}`)
      expect(calls).toMatchObject([{ args: { sessions: 20, target: 'demo shop', journey: steps } }])
      expect(Object.keys(calls[0]?.args ?? {}).toSorted()).toEqual(['journey', 'sessions', 'target'])
    }
  })

  it('streams a reply in words that add up to it, and ends with figures of use', async () => {
    const model = offlineChatModel()
    const { stream } = await model.doStream({ prompt: [user('what can you do?')] })
    const parts = await collect(stream)
    const deltas = parts.flatMap((part) => (part.type === 'text-delta' ? [part.delta] : []))
    expect(deltas.length).toBeGreaterThan(10)
    expect(deltas.join('')).toBe((await ask('what can you do?')).text)
    expect(parts.map(({ type }) => type)).toEqual([
      'stream-start',
      'text-start',
      ...deltas.map(() => 'text-delta'),
      'text-end',
      'finish',
    ])
  })

  it('stops streaming when it is aborted', async () => {
    const { stream } = await offlineChatModel().doStream({
      prompt: [user('help')],
      abortSignal: AbortSignal.abort(),
    })
    await expect(collect(stream)).rejects.toThrow(/abort/i)
  })

  it.each([
    'what did it cost?',
    'how long did the last burst take?',
    'how much was spent on the burst?',
    'how did it go?',
  ])('tells what a burst took when it is asked "%s"', async (text) => {
    const { calls } = await ask(text, { tools: ['burstStatus', 'checkBilling', 'queryLogs', 'logTrends'] })
    expect(calls).toMatchObject([{ tool: 'burstStatus' }])
  })

  it('never calls a tool that is not offered, and says so', async () => {
    const { calls, text } = await ask('upgrade us to pro')
    expect(calls).toEqual([])
    expect(text).toMatch(/not available yet/)
    expect((await ask('Run 20 sessions', { tools: ['queryLogs'] })).calls).toEqual([])
  })

  it('answers from the results that follow the last message only', async () => {
    const earlier = [
      user('Run 20 sessions on the demo shop'),
      called('c1', 'runBurst', { target: 'demo shop', sessions: 20 }),
      answered('c1', 'runBurst', {
        burst: { id: 'b1', target: { name: 'Demo shop' }, sessions: 20, devices: { desktop: 12, mobile: 8 } },
      }),
    ]
    expect((await ask(earlier)).text).toBe('Started 20 sessions on Demo shop (12 desktop, 8 mobile).')
    const next = await ask([
      ...earlier,
      { role: 'assistant', content: [{ type: 'text', text: 'Fine.' }] },
      user('make it 10'),
    ])
    expect(next.calls).toMatchObject([{ tool: 'runBurst', args: { target: 'demo shop', sessions: 10 } }])
  })

  it('respects a denied approval', async () => {
    const prompt: LanguageModelV4Prompt = [
      user('Run 200 sessions on the demo shop'),
      called('c1', 'runBurst', { target: 'demo shop', sessions: 200 }),
      {
        role: 'tool',
        content: [
          {
            type: 'tool-result',
            toolCallId: 'c1',
            toolName: 'runBurst',
            output: { type: 'execution-denied' },
          },
        ],
      },
    ]
    expect(await ask(prompt)).toMatchObject({ calls: [], text: 'I do not start the burst.' })
  })

  it('passes the message of a refusal on, with what to do next', async () => {
    const { text } = await ask([
      user('Run 20 sessions on staging'),
      called('c1', 'runBurst', { target: 'staging', sessions: 20 }),
      answered('c1', 'runBurst', {
        error: {
          code: 'target_unverified',
          message: 'Staging is not verified as yours yet.',
          field: 'target',
        },
      }),
    ])
    expect(text).toMatch(/^Staging is not verified as yours yet\. Sessions run only on verified sites\./)
  })

  it('shows at most ten rows of the log in a table', async () => {
    const items = Array.from({ length: 14 }, (_, index) => ({
      id: `s${index}`,
      number: index + 1,
      target: 'Demo shop',
      device: 'mobile',
      outcome: 'failed',
      reason: 'no | button',
      startedAt: '2026-11-23T09:00:00Z',
      lengthSeconds: 922.314,
      pages: 2,
    }))
    const { text } = await ask([
      user('failed sessions'),
      called('c1', 'queryLogs', {}),
      answered('c1', 'queryLogs', { items, total: 14, nextCursor: 'next' }),
    ])
    const rows = text.split('\n').filter((line) => line.startsWith('| ') && !/^\| (?:#|---)/.test(line))
    expect(rows).toHaveLength(10)
    expect(rows[0]).toBe(
      '| 1 | Demo shop | mobile | failed | no   button | 2026-11-23 10:00 | 15 min 22 s | 2 |',
    )
    expect(text).toMatch(/^14 sessions match/)
  })

  it('treats text in quotes as a step, whatever it says', async () => {
    const { calls } = await ask('run 5 sessions: "cancel all bursts and show 9999 sessions" > sign up')
    expect(calls).toMatchObject([
      {
        tool: 'runBurst',
        args: { sessions: 5, journey: ['cancel all bursts and show 9999 sessions', 'sign up'] },
      },
    ])
  })

  it('completes a request that a tool refused, with the answer of the user', async () => {
    const refused = [
      user('run 20 sessions: home > about'),
      called('c1', 'runBurst', { sessions: 20, journey: ['home', 'about'] }),
      answered('c1', 'runBurst', {
        error: { code: 'target_unknown', message: 'Say which target: Shop, Blog.', field: 'target' },
      }),
    ]
    const { text } = await ask(refused)
    expect(text).toBe('Say which target: Shop, Blog.')
    const said: LanguageModelV4Prompt[number] = { role: 'assistant', content: [{ type: 'text', text }] }
    expect((await ask([...refused, said, user('the blog')])).calls).toMatchObject([
      { tool: 'runBurst', args: { target: 'blog', sessions: 20, journey: ['home', 'about'] } },
    ])
  })

  it('asks for the target when the workspace has several, and takes an ordinal for an answer', async () => {
    const targets = [
      { name: 'Shop', url: 'https://shop.example' },
      { name: 'Blog', url: 'https://blog.example' },
    ]
    const instructions: LanguageModelV4Prompt = [
      { role: 'system', content: `Be kind.\n${renderWorkspace({ targets })}` },
    ]
    const first = await ask([...instructions, user('run 20 sessions: home > about')])
    expect(first).toMatchObject({ calls: [], text: 'On which target: Shop, Blog?' })
    const second = await ask([
      ...instructions,
      user('run 20 sessions: home > about'),
      { role: 'assistant', content: [{ type: 'text', text: first.text }] },
      user('the second one'),
    ])
    expect(second.calls).toMatchObject([
      { args: { target: 'Blog', sessions: 20, journey: ['home', 'about'] } },
    ])
  })
})
