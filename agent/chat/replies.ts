import type { UIMessageChunk } from 'ai'
import { getConversation, type Own } from '../../db/conversations.ts'
import { listAbandonedTurns, requestStop, runningTurn } from '../../db/turns.ts'
import { followTurn } from './follow.ts'
import { interruptTurn } from './interrupt.ts'
import { type Production, produce, type ReplyDeps } from './produce.ts'
import { type ChatInput, openTurn, type Speaker } from './turn.ts'

/** The replies that this process writes, and the way to those of every other. */
export interface Replies {
  /** Stores what is said and answers it; the reply is written to its end whether or not the stream is read. */
  answer(speaker: Speaker, input: ChatInput): Promise<ReadableStream<UIMessageChunk>>
  /** The conversation's running reply from its first chunk on; undefined when none runs. */
  follow(own: Own, conversationId: string): Promise<ReadableStream<UIMessageChunk> | undefined>
  stop(own: Own, conversationId: string): Promise<void>
  /** Ends turns whose producers are gone; `all` when no other process can be producing. */
  settle(which: 'stale' | 'all'): Promise<void>
  /** Ends the replies written here, keeping what they have. */
  close(): Promise<void>
}

export function createReplies(deps: ReplyDeps): Replies {
  const open = new Set<Production>()
  const find = async (own: Own, conversationId: string) => {
    const { workspaceId, id } = await getConversation(deps.db, { ...own, id: conversationId })
    return runningTurn(deps.db, { workspaceId, conversationId: id })
  }
  return {
    async answer(speaker, input) {
      const production = produce(deps, await openTurn(deps, speaker, input))
      open.add(production)
      deps.waitUntil?.(production.done)
      void production.done.then(() => open.delete(production))
      return production.live
    },
    async follow(own, conversationId) {
      const turn = await find(own, conversationId)
      return turn && followTurn(deps, turn)
    },
    async stop(own, conversationId) {
      const turn = await find(own, conversationId)
      if (turn?.stale) await interruptTurn(deps.db, turn)
      else if (turn) await requestStop(deps.db, turn)
    },
    async settle(which) {
      for (const turn of await listAbandonedTurns(deps.db, which))
        await interruptTurn(deps.db, turn, { force: which === 'all' })
    },
    async close() {
      for (const production of open) production.interrupt()
      await Promise.all([...open].map((production) => production.done))
    },
  }
}
