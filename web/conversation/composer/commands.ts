export interface Command {
  name: string
  /** What is put into the composer. */
  insert: string
  does: string
}

/** The slash commands that the agent reads; whatever else is typed goes to it as it is. */
const COMMANDS: Command[] = [
  {
    name: '/run',
    insert: '/run 10 on TARGET: open the pricing page > sign up',
    does: 'Start sessions: a number, a target, the steps',
  },
  { name: '/status', insert: '/status', does: 'How far the latest burst is' },
  { name: '/cancel', insert: '/cancel', does: 'End what has not finished of the latest burst' },
  { name: '/logs', insert: '/logs ', does: 'Sessions of the log, such as: failed today' },
  { name: '/help', insert: '/help', does: 'All commands' },
]

/** The commands that what is typed can still become. */
export function matching(text: string, target: string | undefined): Command[] {
  if (!/^\/\w*$/.test(text)) return []
  return COMMANDS.filter(({ name }) => name.startsWith(text.toLowerCase())).map((command) => ({
    ...command,
    insert: command.insert.replace('TARGET', target ?? 'TARGET'),
  }))
}
