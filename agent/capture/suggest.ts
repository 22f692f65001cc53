import type { SurveyedPage } from '../../db/schema/doctor.ts'

const MAX_SUGGESTIONS = 5

interface Stop {
  /** As the step names it. */
  step: string
  pattern: RegExp
}

const stop = (step: string, pattern: RegExp): Stop => ({ step, pattern })
const PRICING = stop('open pricing', /\b(pricing|plans?|prices|preise|tarife|precios|tarifs)\b/i)
const SIGN_UP = stop(
  'sign up',
  /\b(sign ?-?up|register|create (an )?account|get started|start (a |your )?(free )?trial|registrieren|registro|inscription)\b/i,
)
const FEATURES = stop('open features', /\b(features?|product tour|funktionen|funciones)\b/i)
const DOCS = stop('open the docs', /\b(docs|documentation|guides?|help)\b/i)
const CONTACT = stop('contact sales', /\b(contact|talk to (us|sales)|book (a )?demo|kontakt|contacto)\b/i)
const PRODUCTS = stop('open the products', /\b(products?|shop|store|catalog(ue)?|collections?)\b/i)
const CART = stop('add a product to the cart', /\b(add to (cart|basket|bag)|in den warenkorb)\b/i)
const BLOG = stop('open the blog', /\b(blog|changelog)\b/i)

/** Visits that demos are made of, as far as the site has the pages for them. */
const JOURNEYS: Stop[][] = [
  [PRICING, SIGN_UP],
  [FEATURES, PRICING, SIGN_UP],
  [PRODUCTS, CART],
  [DOCS, PRICING],
  [BLOG, PRICING],
  [PRICING, CONTACT],
  [SIGN_UP],
  [PRICING],
  [CONTACT],
]

/** Journeys worth a try, in the words that `runBurst` takes. Their words are ours: only which ones fit comes from the pages. */
export function suggestJourneys(pages: SurveyedPage[]): string[] {
  const words = pages
    .flatMap(({ path, title, headings, actions, forms }) => [
      path.replace(/[/_-]+/g, ' '),
      title,
      ...headings,
      ...actions,
      ...forms.map(({ submit }) => submit ?? ''),
    ])
    .join('\n')
  const there = (one: Stop) => one.pattern.test(words)
  const found: string[] = []
  for (const journey of JOURNEYS) {
    if (found.length >= MAX_SUGGESTIONS || !journey.every(there)) continue
    const steps = journey.map(({ step }) => step).join(' > ')
    if (journey.length > 1 || found.every((one) => !one.includes(steps))) found.push(steps)
  }
  return found
}
