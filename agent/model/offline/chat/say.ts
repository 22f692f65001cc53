const EXAMPLES =
  'For example: "Run 20 sessions on the demo shop: open pricing > sign up > add a product to the cart" or "Show the failed sessions from yesterday".'

export const CAPABILITIES = `I send real browser sessions through your own verified sites, follow and cancel bursts, and search their logs. ${EXAMPLES}`
export const CONFUSED = `I did not understand that. I can run bursts of sessions and look into their logs. ${EXAMPLES}`

const THINGS: Record<string, string> = {
  runBurst: 'Running bursts',
  burstStatus: 'The status of a burst',
  cancelBurst: 'Cancelling a burst',
  queryLogs: 'Searching the logs',
  logTrends: 'Showing trends',
  exportLogs: 'Exporting logs',
  checkBilling: 'Billing',
  changePlan: 'Changing the plan',
  listTemplates: 'Listing templates',
  saveTemplate: 'Saving templates',
  runTemplate: 'Running templates',
  listTargets: 'Listing targets',
  addTarget: 'Adding targets',
  verifyTarget: 'Verifying targets',
  inspectTarget: 'Inspecting a site',
  realismReport: 'The realism report',
  saveSchedule: 'Schedules',
  listSchedules: 'Schedules',
  inviteMember: 'Inviting members',
}

/** What is said when a tool is asked for that this product does not offer yet. */
export function notOffered(tool: string): string {
  const thing = THINGS[tool] ?? tool
  return `${thing} ${/s$/.test(thing) && !/^(?:Searching|Listing|The)/.test(thing) && thing === 'Schedules' ? 'are' : 'is'} not available yet.`
}

/** Said before a burst is planned, so that the person sees at once what was understood. */
export function announce({ sessions, target, dryRun }: Record<string, unknown>): string {
  const what = `${Number(sessions).toLocaleString('en')} ${sessions === 1 ? 'session' : 'sessions'}`
  return `${dryRun ? 'Planning, without running,' : 'Planning'} ${what}${target ? ` on ${String(target)}` : ''}.`
}

/** What is said when the user denies a call. */
export function denied(tool: string): string {
  const what: Record<string, string> = {
    runBurst: 'I do not start the burst.',
    cancelBurst: 'I do not cancel the burst.',
    changePlan: 'I do not change the plan.',
    inviteMember: 'I do not send the invitation.',
  }
  return what[tool] ?? `I do not run ${tool}.`
}

/** One listed row in a sentence. */
export function aboutRow(row: Record<string, unknown>): string {
  const facts = Object.entries(row)
    .filter(([key, value]) => key !== 'id' && value !== null && value !== '' && typeof value !== 'object')
    .map(([key, value]) => `${key.replace(/([A-Z])/g, ' $1').toLowerCase()} ${String(value)}`)
  return `${facts.join(', ')}.`.replace(/^./, (first) => first.toUpperCase())
}
