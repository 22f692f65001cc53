import { type Context, Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { AppError } from '../../db/errors.ts'
import { findPicture } from '../../db/pictures.ts'
import type { AppEnv } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { problems } from './answers.ts'

/** As a path has it; 0, which nothing is counted by, for what is no number. */
const count = (text: string) => (/^\d{1,4}$/.test(text) ? Number(text) : 0)

const responses = { 200: { description: 'the picture' }, ...problems(401, 404) }
const tags = ['sessions']

/** Pictures of screens, below the session they are of. */
export const pictureRoutes = ({ db, storage }: Pick<Deps, 'db' | 'storage'>) => {
  const send = async (c: Context, key: string) => {
    const picture = await storage.get(key)
    if (!picture) throw new AppError('not_found', 'This picture is not there any more.', 'id')
    return c.body(picture.body, 200, {
      'content-type': picture.type,
      'cache-control': 'private, max-age=31536000, immutable',
    })
  }
  return new Hono<AppEnv>()
    .get('/:id/screenshot', describeRoute({ tags, summary: 'Its last screen', responses }), async (c) =>
      send(c, await findPicture(db, { ...c.var.actor, id: c.req.param('id') })),
    )
    .get(
      '/:id/attempts/:attempt/steps/:step/screenshot',
      describeRoute({ tags, summary: 'The screen after a step', responses }),
      async (c) => {
        const { id, attempt, step } = c.req.param()
        const which = { attempt: count(attempt), number: count(step) }
        return send(c, await findPicture(db, { ...c.var.actor, id, step: which }))
      },
    )
}
