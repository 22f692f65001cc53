/** How a journey names a value that nobody reads: `{{secret.demoPassword}}`. */
const NAMED = /\{\{\s*secret\.([^{}]*?)\s*\}\}/gi
const PREFIX = 'secret_'
const VARIABLE = /%secret_(\w+)%/g

/** The secrets that a text names, each once. */
export const namedSecrets = (text: string): string[] => unique(text.matchAll(NAMED))

/** The variable that holds a secret; no persona has one of that name. */
export const secretVariable = (name: string): string => `${PREFIX}${name}`

/** A step as the element model reads it, secrets as variables: `%secret_demoPassword%`. */
export const withSecretVariables = (step: string): string =>
  step.replace(NAMED, (_, name: string) => `%${secretVariable(name)}%`)

/** The secrets whose variables a text holds, each once. */
export const secretsOfTemplate = (text: string): string[] => unique(text.matchAll(VARIABLE))

const unique = (found: Iterable<RegExpMatchArray>) => [...new Set([...found].map(([, name = '']) => name))]
