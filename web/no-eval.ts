import { config } from 'zod/v4/core'

// zod, which the AI SDK checks chunks with, tries out eval; the CSP forbids it, and would report the try.
config({ jitless: true })
