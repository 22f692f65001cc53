import { LABEL } from '../db/label.ts'

/** The ready-made filters that leave labelled sessions out, in each vendor's own terms. */
export const LABEL_FILTERS = [
  {
    vendor: 'PostHog',
    how: 'Settings > Project > Filter out internal and test users: add this, and switch it on per insight.',
    filter: JSON.stringify({ key: LABEL.property, type: 'event', operator: 'is_not', value: [LABEL.value] }),
  },
  {
    vendor: 'Mixpanel',
    how: 'In a report: Filter > Custom formula; or Data Views for the whole team.',
    filter: `not (properties["${LABEL.property}"] == "${LABEL.value}")`,
  },
  {
    vendor: 'Amplitude',
    how: 'In a chart: where, event property. Or a drop filter in Data > Filters, which is final.',
    filter: `event property ${LABEL.property} is not ${LABEL.value}`,
  },
  {
    vendor: 'Google Analytics 4',
    how: `Register ${LABEL.property} as an event-scoped custom dimension, then filter by it in explorations.`,
    filter: `${LABEL.property} does not exactly match ${LABEL.value}`,
  },
  {
    vendor: 'Segment',
    how: 'A destination filter: drop events where this holds.',
    filter: `properties.${LABEL.property} = "${LABEL.value}"`,
  },
  {
    vendor: 'Plausible',
    how: 'A custom property; filter by it.',
    filter: `${LABEL.property} is not ${LABEL.value}`,
  },
  {
    vendor: 'any that keeps the user agent',
    how: 'Where no property is kept (Umami, Heap, FullStory, Hotjar), exclude by user agent.',
    filter: `user agent contains ${LABEL.agent.split('/')[0]}/`,
  },
] as const
