import type { Action, Variables } from './port.ts'

/** Longer texts are cards and rows, whose words change with what they show. */
const LONGEST = 60
const CLICKS = new Set(['click', 'doubleClick', 'hover'])

export const hasLabel = ({ method }: Action): boolean => CLICKS.has(method)

/** An element's text as a label: without what is this visitor's own, without figures; undefined when it tells nothing. */
export function labelOf(text: string, variables: Variables): string | undefined {
  let label = text.replace(/\s+/g, ' ').trim().toLowerCase()
  for (const value of Object.values(variables))
    if (value.length > 2) label = label.replaceAll(value.toLowerCase(), ' ')
  label = label
    .replace(/[\d.,]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return label === '' || label.length > LONGEST ? undefined : label
}

/** Whether two labels name one thing: "Sign up" and "Sign up free" do, "Sign up" and "Sign in" don't. */
export function isSameLabel(a: string, b: string): boolean {
  const [first, second] = [words(a), words(b)]
  const shared = [...first].filter((word) => second.has(word)).length
  return a === b || shared / (first.size + second.size - shared) > 0.5
}

const words = (label: string) => new Set(label.split(/[^\p{L}\p{N}]+/u).filter(Boolean))
