import type { Persona } from './plan.ts'

/**
 * What the Referer header holds for traffic from these sources. Browsers send the origin only
 * (strict-origin-when-cross-origin is the default policy); mail apps on the web stand for a newsletter.
 */
const SOURCES = new Map(
  Object.entries({
    google: 'https://www.google.com/',
    bing: 'https://www.bing.com/',
    duckduckgo: 'https://duckduckgo.com/',
    yahoo: 'https://search.yahoo.com/',
    ecosia: 'https://www.ecosia.org/',
    linkedin: 'https://www.linkedin.com/',
    x: 'https://t.co/',
    twitter: 'https://t.co/',
    facebook: 'https://www.facebook.com/',
    instagram: 'https://l.instagram.com/',
    tiktok: 'https://www.tiktok.com/',
    youtube: 'https://www.youtube.com/',
    pinterest: 'https://www.pinterest.com/',
    reddit: 'https://www.reddit.com/',
    github: 'https://github.com/',
    hackernews: 'https://news.ycombinator.com/',
    producthunt: 'https://www.producthunt.com/',
    chatgpt: 'https://chatgpt.com/',
    newsletter: 'https://mail.google.com/',
    email: 'https://mail.google.com/',
  }),
)

const DIRECT = new Set(['direct', 'none', '(direct)'])

/**
 * The referrer a name stands for; undefined for a direct visit. A host name or URL stands for itself, any other
 * unknown name for a host under the reserved `.example`, so that no real site is named by a guess.
 */
export function referrer(name: string): Persona['referrer'] {
  const key = name.trim().toLowerCase()
  if (DIRECT.has(key)) return undefined
  const known = SOURCES.get(key.replace(/[\s_-]/g, ''))
  if (known) return { name, url: known }
  const host = key.replace(/^https?:\/\//, '').split('/')[0] ?? ''
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host)) return { name, url: `https://${host}/` }
  const slug = key.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'site'
  return { name, url: `https://${slug}.example/` }
}
