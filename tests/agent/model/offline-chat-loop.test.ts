import { ToolLoopAgent, tool } from 'ai'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { offlineChatModel } from '../../../agent/model/offline/chat/model.ts'
import { ask } from './offline-chat-asking.ts'

describe('windows', () => {
  const window = async (text: string, options: { now?: Date; timeZone?: string } = {}) => {
    const { calls } = await ask(`run 10 sessions ${text}`, options)
    const args = calls[0]?.args as { window?: { from: string; to: string } } | undefined
    return args?.window && [args.window.from.slice(0, 16), args.window.to.slice(0, 16)]
  }
  it.each([
    ['over the next two hours', ['2026-11-23T10:00', '2026-11-23T12:00']],
    ['over half an hour', ['2026-11-23T10:00', '2026-11-23T10:30']],
    ['between 14:00 and 16:00', ['2026-11-23T13:00', '2026-11-23T15:00']],
    ['from 2 to 4pm', ['2026-11-23T13:00', '2026-11-23T15:00']],
    ['between 22:00 and 02:00', ['2026-11-23T21:00', '2026-11-24T01:00']],
    ['tomorrow morning', ['2026-11-24T07:00', '2026-11-24T11:00']],
    ['until 6pm', ['2026-11-23T10:00', '2026-11-23T17:00']],
    ['on 24 December at 10am', ['2026-12-24T09:00', '2026-12-24T10:00']],
    ['this weekend', ['2026-11-27T23:00', '2026-11-29T23:00']],
    ['from 2026-11-24T08:00:00Z to 2026-11-24T09:00:00Z', ['2026-11-24T08:00', '2026-11-24T09:00']],
  ])('%s', async (text, expected) => {
    expect(await window(text)).toEqual(expected)
  })

  it('counts a day of 23 hours and one of 25 by the wall clock', async () => {
    expect(await window('tomorrow', { now: new Date('2026-03-28T12:00:00Z') })).toEqual([
      '2026-03-28T23:00',
      '2026-03-29T22:00',
    ])
    expect(await window('tomorrow', { now: new Date('2026-10-24T12:00:00Z') })).toEqual([
      '2026-10-24T22:00',
      '2026-10-25T23:00',
    ])
    expect(await window('tomorrow between 2:30 and 4:00', { now: new Date('2026-03-28T12:00:00Z') })).toEqual(
      ['2026-03-29T01:30', '2026-03-29T02:00'],
    )
  })

  it('reads times in the zone of the user', async () => {
    expect(await window('tomorrow from 9 to 10', { timeZone: 'America/New_York' })).toEqual([
      '2026-11-24T14:00',
      '2026-11-24T15:00',
    ])
    expect(await window('tomorrow from 9 to 10', { timeZone: 'Asia/Kolkata' })).toEqual([
      '2026-11-24T03:30',
      '2026-11-24T04:30',
    ])
  })
})

describe('in the AI SDK loop', () => {
  const runBurst = tool({
    inputSchema: z.looseObject({}),
    execute: async () => ({ burst: { id: 'b9', target: { name: 'Demo shop' }, sessions: 60 } }),
  })
  const agent = new ToolLoopAgent({
    model: offlineChatModel(),
    tools: { runBurst },
    toolApproval: { runBurst: 'user-approval' },
  })

  it.each([
    [true, /Started 60 sessions on Demo shop/],
    [false, /I do not start the burst/],
  ])('waits for an approval and goes on with it: %s', async (approved, expected) => {
    const messages = [{ role: 'user' as const, content: 'run 60 sessions on the demo shop' }]
    const asked = await agent.generate({ messages })
    const request = asked.content.find((part) => part.type === 'tool-approval-request')
    expect(request).toBeDefined()
    const done = await agent.stream({
      messages: [
        ...messages,
        ...asked.responseMessages,
        {
          role: 'tool',
          content: [{ type: 'tool-approval-response', approvalId: request?.approvalId ?? '', approved }],
        },
      ],
    })
    expect(await done.text).toMatch(expected)
  })
})
