import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'
import { bundleName, DIST } from './bundle.ts'

const STYLES = ['base.css', 'frame.css', 'controls.css', 'timetable.css', 'marketing.css', 'account.css']

export interface AssetAddresses {
  style: string
  script: string
}

/** The shop's few files, read once and served under addresses that change with their contents. */
export async function loadAssets(): Promise<{ addresses: AssetAddresses; routes: Hono }> {
  const styles = await Promise.all(STYLES.map((name) => readText('styles', name)))
  const style = styles.join('\n')
  const script = await bundleName()
  const bundle = await readFile(join(DIST, script), 'utf8')
  const icon = await readText('styles', 'favicon.svg')

  const styleName = `shop-${createHash('sha256').update(style).digest('hex').slice(0, 12)}.css`
  const routes = new Hono()
  const serve = (path: string, type: string, text: string, cacheControl: string) =>
    routes.get(path, (c) => c.body(text, 200, { 'content-type': type, 'cache-control': cacheControl }))
  const forever = 'public, max-age=31536000, immutable'
  serve(`/assets/${styleName}`, 'text/css; charset=utf-8', style, forever)
  serve(`/assets/${script}`, 'text/javascript; charset=utf-8', bundle, forever)
  serve('/favicon.svg', 'image/svg+xml', icon, 'public, max-age=86400')
  serve('/favicon.ico', 'image/svg+xml', icon, 'public, max-age=86400')
  return { addresses: { style: `/assets/${styleName}`, script: `/assets/${script}` }, routes }
}

const readText = (...path: string[]) => readFile(join(import.meta.dirname, ...path), 'utf8')
