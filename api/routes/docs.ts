import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

const VIEWER = createRequire(import.meta.url).resolve('rapidoc/dist/rapidoc-min.js')

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>SessionBurst API</title></head>
<body>
<rapi-doc spec-url="/openapi.json" render-style="read" show-header="false" load-fonts="false" allow-authentication="true" primary-color="#3d5a1f"></rapi-doc>
<script src="/docs/viewer.js"></script>
</body>
</html>`

/** The readable reference: our OpenAPI document in a viewer served from here, nothing from elsewhere. */
export const docsRoutes = () =>
  new Hono()
    .use(
      secureHeaders({
        contentSecurityPolicy: {
          defaultSrc: ["'self'"],
          // The viewer writes style elements of its own.
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:'],
          baseUri: ["'none'"],
          formAction: ["'none'"],
          frameAncestors: ["'none'"],
          objectSrc: ["'none'"],
        },
      }),
    )
    .get('/', (c) => c.html(PAGE))
    .get('/viewer.js', async (c) =>
      c.body(await readFile(VIEWER, 'utf8'), 200, {
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=86400',
      }),
    )
