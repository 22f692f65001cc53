/** Names of the page's own colours, in the order in which lines take them. */
const ORDER = ['desktop', 'mobile', '3', '4', '5'] as const

export interface Ink {
  /** A custom property of the page. */
  colour: string
  dashed: boolean
}

/** The line of the so-many-th group; beyond the colours there are, the same again with dashes. */
const inkOf = (at: number): Ink => ({
  colour: `--series-${ORDER[at % ORDER.length]}`,
  dashed: at >= ORDER.length,
})

/** What has a colour of its own wherever it is drawn. */
const OWN: Record<string, string> = {
  desktop: '--series-desktop',
  mobile: '--series-mobile',
  tablet: '--series-3',
  failed: '--fail',
}

export const inkFor = (group: string, at: number): Ink =>
  OWN[group] ? { colour: OWN[group], dashed: false } : inkOf(at)

export const ALONE: Ink = { colour: '--ink', dashed: false }
export const BEFORE: Ink = { colour: '--ink-3', dashed: true }

/** A colour as it is in the theme of the moment: a canvas knows no custom properties. */
export const colourOf = (property: string) =>
  getComputedStyle(document.documentElement).getPropertyValue(property).trim()

/** The same colour, so much of it. All of ours are oklch(...). */
export const faint = (colour: string, percent: number) => colour.replace(/\)$/, ` / ${percent}%)`)
