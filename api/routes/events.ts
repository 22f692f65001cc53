import { type Context, Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { getBurst } from '../../db/bursts.ts'
import { conversationTopic, getConversation } from '../../db/conversations.ts'
import { AppError } from '../../db/errors.ts'
import { BURSTS_TOPIC, conversationsTopic, TARGETS_TOPIC } from '../../db/events.ts'
import type { Actor, AppEnv } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { eventStream } from '../event-stream.ts'
import { type FollowedTopic, followedBurst } from '../follow-events.ts'
import { valid } from '../validate.ts'
import { problems } from './answers.ts'

const MAX_TOPICS = 50
const Names = (max: number) =>
  z
    .string()
    .max(5_000)
    .transform((list) => [...new Set(list.split(',').filter(Boolean))])
    .pipe(z.array(z.string()).max(max, `expected at most ${max} topics`))
const Query = z.object({
  topics: Names(MAX_TOPICS)
    .refine((names) => names.length > 0, 'expected a topic')
    .describe('comma list of burst:ID, conversation:ID, conversations, bursts, targets'),
  after: z.string().max(50).optional().describe('the last id seen, where Last-Event-ID can not be sent'),
  snapshot: Names(MAX_TOPICS)
    .optional()
    .describe('burst topics to begin with a snapshot although the stream resumes'),
  workspace: z.string().optional(),
})

export const eventRoutes = (deps: Deps) =>
  new Hono<AppEnv>().get(
    '/',
    describeRoute({
      tags: ['events'],
      summary:
        'Everything a page follows as one stream of server-sent events. Resumes by Last-Event-ID or after',
      responses: { 200: { description: 'server-sent events' }, ...problems(400, 401, 404) },
    }),
    valid('query', Query),
    async (c) => {
      const { topics, after, snapshot } = c.req.valid('query')
      const found = await Promise.all(topics.map((name) => readTopic(deps, c.var.actor, name)))
      const gone = topics.filter((_, at) => !found[at])
      // A page whose conversation was deleted elsewhere goes on with the rest; a page that is wrong altogether is told.
      if (gone.length === topics.length)
        throw new AppError(
          'not_found',
          `There is nothing of yours to follow as "${gone[0]?.slice(0, 60)}".`,
          'topics',
        )
      return eventStream(c as Context<AppEnv>, deps, {
        topics: found.filter((topic) => topic !== undefined),
        resume: { cursor: c.req.header('last-event-id') || after, fresh: snapshot, gone },
        render: (data) => ({ data }),
      })
    },
  )

/** The topic when it is the actor's to follow. What is another's is not told apart from what is not there. */
async function readTopic({ db }: Deps, actor: Actor, name: string): Promise<FollowedTopic | undefined> {
  if (name === 'bursts') return { name, topic: BURSTS_TOPIC, kind: 'list' }
  if (name === 'targets') return { name, topic: TARGETS_TOPIC, kind: 'list' }
  if (name === 'conversations') return { name, topic: conversationsTopic(actor), kind: 'list' }
  const [kind, id = ''] = name.split(':', 2)
  try {
    if (kind === 'burst') return followedBurst((await getBurst(db, { ...actor, id })).id)
    if (kind === 'conversation') {
      const found = await getConversation(db, { ...actor, id })
      return { name, topic: conversationTopic(found.id), kind: 'conversation' }
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
  return undefined
}
