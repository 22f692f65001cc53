/** What the agent's instructions tell a model about the workspace it works for. */
export interface Workspace {
  targets?: { name: string; url: string; verified?: boolean }[]
  templates?: { name: string; variables?: string[] }[]
  /** `by` is the member who started it. */
  bursts?: { id: string; by?: string; target?: string }[]
  /** IANA name of the user's time zone. */
  timeZone?: string
}

const HEAD = 'Workspace:'

/** One line for the instructions of any model; the offline one reads it back. */
export function renderWorkspace(workspace: Workspace): string {
  return `${HEAD} ${JSON.stringify(workspace)}`
}

/** The workspace out of instructions that hold `renderWorkspace`'s line; empty when they don't. */
export function parseWorkspace(instructions: string): Workspace {
  const line = instructions.split('\n').find((text) => text.startsWith(HEAD))
  if (!line) return {}
  try {
    return JSON.parse(line.slice(HEAD.length)) as Workspace
  } catch {
    return {}
  }
}
