import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { localBrowser, type Page, Stagehand, type StagehandBrowser } from '@browserbasehq/stagehand'
import { type Action, BrowserError, type Generate, type GenerateParams } from '../port.ts'
import type { Cdp } from './cdp.ts'
import { sleep } from './deadline.ts'

export const EXTENSION = fileURLToPath(new URL('extension/', import.meta.resolve('@browserbasehq/stagehand')))
const CONNECT_MS = 20_000
const PAGE_MS = 10_000

/** Stagehand as one visit uses it. There is one client per Chromium, so a page is always named. */
export interface Driver {
  page(targetId: string): Promise<Page>
  act(page: Page, action: Action, ms: number): Promise<{ success: boolean; message: string }>
  /** The text of an element; throws when it is not there. */
  text(page: Page, selector: string): Promise<string>
  observe(page: Page, instruction: string, names: string[], generate: Generate, ms: number): Promise<Action[]>
  close(): Promise<void>
}

export async function connectStagehand(cdp: Cdp, cdpUrl: string): Promise<Driver> {
  // Loaded by us, because Stagehand itself would leave it out of the incognito contexts our visits are.
  await cdp.send('Extensions.loadUnpacked', { path: EXTENSION, enableInIncognito: true }, '', CONNECT_MS)
  return driveWith(await localBrowser.connect({ cdpUrl }))
}

/** One Stagehand on a browser that has its extension. */
export async function driveWith(browser: StagehandBrowser): Promise<Driver> {
  const routes = new Map<string, Generate>()
  const stagehand = await Stagehand.create({
    browser,
    model: { generate: (params) => route(routes, params) as never },
    domSettleTimeoutMs: 1,
    selfHeal: false,
    cache: false,
    logging: { level: 'off' },
  })
  return {
    page: (targetId) => findPage(stagehand, targetId),
    async act(page, { selector, method, arguments: values, description }, timeout) {
      const action = { selector, method, arguments: values, description }
      const { data } = await stagehand.act(action, { page, timeout }).catch(explain)
      return data
    },
    text: (page, selector) => page.locator(selector).textContent().catch(explain),
    async observe(page, instruction, names, generate, timeout) {
      const ticket = `${TICKET}${randomUUID()}`
      routes.set(ticket, generate)
      try {
        const variables = Object.fromEntries(names.map((name) => [name, '']))
        const { data } = await stagehand
          .observe(`${ticket}\n${instruction}`, { page, variables, timeout })
          .catch(explain)
        return data.map((action) => ({
          ...action,
          method: action.method ?? 'click',
          arguments: action.arguments ?? [],
        }))
      } finally {
        routes.delete(ticket)
      }
    },
    async close() {
      await stagehand.close()
      await browser.disconnect()
    },
  }
}

async function findPage(stagehand: Stagehand, targetId: string): Promise<Page> {
  const end = performance.now() + PAGE_MS
  while (performance.now() < end) {
    const pages = await stagehand.browser.context.pages().catch(explain)
    const page = pages.find(({ pageId }) => pageId === targetId)
    if (page) return page
    await sleep(20)
  }
  throw new Error('Stagehand does not see the page')
}

/** Stagehand often notices first that Chromium is gone; a step must not be blamed for it. */
function explain(error: unknown): never {
  const gone = error instanceof Error && /CDP connection closed|RPC client is closed/.test(error.message)
  throw gone ? new BrowserError('crashed', 'Chromium is gone', { cause: error }) : error
}

const TICKET = 'question-'
/** Only at the very start of the question: a page's own text follows it and must not choose another visit's model. */
const AT_START = /^instruction: (question-[0-9a-f-]{36})\n/

/** Hands a question to the visit that asked it: Stagehand has one model for the whole browser. */
function route(routes: Map<string, Generate>, params: GenerateParams): ReturnType<Generate> {
  let generate: Generate | undefined
  const strip = (text: string) =>
    text.replace(AT_START, (_, ticket: string) => {
      generate = routes.get(ticket)
      return 'instruction: '
    })
  const messages = params.messages.map((message) => ({
    ...message,
    content: mapText(message.content, strip),
  }))
  if (!generate) throw new Error('the visit that asked this question has ended')
  return generate({ ...params, messages })
}

function mapText(content: unknown, change: (text: string) => string): unknown {
  if (typeof content === 'string') return change(content)
  if (Array.isArray(content)) return content.map((part) => mapText(part, change))
  const hasText = typeof content === 'object' && content !== null && 'text' in content
  return hasText && typeof content.text === 'string' ? { ...content, text: change(content.text) } : content
}
