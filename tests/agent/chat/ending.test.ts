import type { UIMessageChunk } from 'ai'
import { expect, test } from 'vitest'
import { closing, composeMessage } from '../../../agent/chat/ending.ts'

const begun: UIMessageChunk[] = [
  { type: 'start', messageId: 'm' },
  { type: 'start-step' },
  { type: 'tool-input-available', toolCallId: 'c', toolName: 'runBurst', input: { sessions: 5 } },
]
const answered: UIMessageChunk = { type: 'tool-output-available', toolCallId: 'c', output: { ok: true } }
const stored = (parts: unknown[]) => ({
  id: 'm',
  role: 'assistant' as const,
  parts,
  workspaceId: 'w',
  conversationId: 'c',
  createdAt: new Date(),
})

test('a call that was cut off is kept as one without an answer, so that the conversation can go on', async () => {
  const chunks = [...begun, ...closing('stopped', begun)]
  const { parts } = await composeMessage('stopped', chunks, undefined)
  expect(parts).toMatchObject([
    { type: 'step-start' },
    { type: 'tool-runBurst', state: 'output-error', input: { sessions: 5 }, errorText: expect.any(String) },
    { type: 'data-turn', data: { state: 'stopped' } },
  ])
})

test('a decision continues the message that it was asked in, and a whole reply shows no ending', async () => {
  const before = stored([
    { type: 'text', text: 'Shall I?', state: 'done' },
    { type: 'data-turn', data: {} },
  ])
  const message = await composeMessage('done', [...begun, answered, ...closing('done', begun)], before)
  expect(message.id).toBe('m')
  expect(message.parts).toMatchObject([
    { type: 'text', text: 'Shall I?' },
    { type: 'step-start' },
    { type: 'tool-runBurst', state: 'output-available' },
  ])
})

test('a message of another turn is left alone', async () => {
  const before = { ...stored([{ type: 'text', text: 'earlier' }]), id: 'other' }
  const { parts } = await composeMessage('done', [...begun, answered], before)
  expect(JSON.stringify(parts)).not.toContain('earlier')
})

test('a reply that broke before it began is a message all the same', async () => {
  const chunks = closing('failed', [])
  expect(chunks.map(({ type }) => type)).toEqual(['start', 'data-turn', 'error'])
  expect((await composeMessage('failed', chunks, undefined)).parts).toMatchObject([{ type: 'data-turn' }])
})
