const HIDDEN = '[hidden]'

/** What shows by its own look, wherever it stands. */
const LOOKS: [RegExp, string][] = [
  // User and password of an address, up to its last @: passwords hold @ and / too.
  [/\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s"'<>]{0,500}@/gi, `$1${HIDDEN}@`],
  // What addresses carry once: sign-in links and the codes of OAuth and e-mails.
  [/([?&#](?:link|code|state|hash|key|[\w-]{0,40}token[\w-]{0,40})=)[^&\s"'#]+/gi, `$1${HIDDEN}`],
  // JSON Web Tokens, sealed values, keys of ours and of those we talk to.
  [/\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?/g, HIDDEN],
  [/\bsealed\.[\w-]+\.[\w-]+/g, HIDDEN],
  [/\b(?:sbk|sb_secret|sb_publishable|sk|rk|pk|whsec|ghp|gho|phc|phx|bb_live|bb_test)[_-][\w-]{8,}/g, HIDDEN],
  [/\bxox[a-z]-[\w-]{8,}/g, HIDDEN],
  [/\b[0-9a-f]{64}\b/gi, HIDDEN],
]

/** Names whose values are nobody's to read, in JSON, forms, headers and assignments. */
const NAME =
  '\\b(?:[\\w-]{0,40}(?:passw(?:or)?d|passphrase|pwd|secret|token|api[_-]?key|credential|signature|private[_-]?key)[\\w-]{0,40}|otp|code_verifier|auth_code)["\'\\\\]{0,9}\\s{0,4}'

const NAMED: [RegExp, string][] = [
  // Whole header lines: a cookie has many values.
  [/\b((?:set-)?cookie|(?:proxy-)?authorization)(["']?\s{0,4}[:=]\s{0,4}["']?)[^\r\n"']+/gi, `$1$2${HIDDEN}`],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${HIDDEN}`],
  // Escaped, as JSON within JSON, its end can't be told from a quote inside it: the line goes.
  [new RegExp(`(${NAME}[:=]\\s{0,4})\\\\+"[^\\r\\n]*`, 'gi'), `$1"${HIDDEN}"`],
  [new RegExp(`(${NAME}[:=]\\s{0,4})"(?:[^"\\\\]|\\\\.)*"?`, 'gi'), `$1"${HIDDEN}"`],
  [new RegExp(`(${NAME}[:=]\\s{0,4})'[^']*'?`, 'gi'), `$1'${HIDDEN}'`],
  // Start-up says "NAME: expected ...", which is no value.
  [new RegExp(`(${NAME}[:=]\\s{0,4})(?!["'[\\\\]|expected\\b)[^\\s&,;"'})\\]]+`, 'gi'), `$1${HIDDEN}`],
  [/\b(code|otp|passcode)(\W{1,4}(?:is|was)?\W{0,3})\d{4,10}\b/gi, `$1$2${HIDDEN}`],
]

const EMAIL: [RegExp, string] = [
  /[\w.!#$%&'*+/=?^`{|}~-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63})+)/g,
  `${HIDDEN}@$1`,
]

const apply = (rules: [RegExp, string][], text: string) =>
  rules.reduce((told, [pattern, instead]) => told.replace(pattern, instead), text)

/** What we say ourselves, without the secrets that a caller may have put where something else belongs. */
export const redactAnswer = (text: string): string => apply(LOOKS, text)

/** For logs, which hold what others wrote: also whatever is named as a secret, and the names of people's e-mail. */
export const redactLog = (text: string): string => apply([...LOOKS, ...NAMED, EMAIL], text)
