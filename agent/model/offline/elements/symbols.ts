/** What a sign on a button says. Where a button has words of its own they speak for it. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/^[+＋➕]$/, 'plus add increase more'],
  [/^[-−–—➖]$/, 'minus decrease less'],
  [/^[×✕✖✗xX❌]$/, 'close remove delete dismiss clear'],
  [/[⋯…⋮︙]|^\.\.\.$/, 'more options menu'],
  [/☰/, 'menu'],
  [/^°F$/, 'fahrenheit'],
  [/^°C$/, 'celsius'],
  [/[🔍🔎]/u, 'search'],
  [/[♥♡❤🤍]/u, 'favourite'],
  [/[★☆⭐]/u, 'star'],
  [/[✎✏🖉]/u, 'edit'],
  [/[🗑]/u, 'delete'],
  [/[⚙]/u, 'settings'],
  [/[🛒🛍]/u, 'cart'],
  [/[🔔]/u, 'notification'],
  [/[👤]/u, 'account'],
  [/[🌐]/u, 'language'],
  [/[🖨]/u, 'print'],
  [/[⏮]/u, 'previous'],
  [/[⏭]/u, 'next'],
  [/[▶►]/u, 'play'],
  [/[⏸]/u, 'pause'],
  [/[🔇🔈🔉🔊]/u, 'mute sound volume'],
  [/^[←‹«<]$/, 'previous back'],
  [/^[→›»>]$/, 'next forward'],
  [/^[▲↑⬆]$/, 'up increase'],
  [/^[▼↓]$/, 'down decrease'],
  [/[⬇📥]/u, 'download'],
  [/[↩⟲↺]/u, 'undo'],
  [/[↪⟳↻]/u, 'redo refresh'],
  [/^[✓✔]$/, 'done confirm check'],
  [/[📎]/u, 'attach'],
  [/[✉📧]/u, 'mail'],
  [/[📅📆]/u, 'calendar'],
]

const SHORTCUT = /\s*\((?:ctrl|cmd|command|alt|shift|⌘|⌥|⇧|strg)[^)]*\)/i

const CODES: Readonly<Record<string, string>> = { EN: 'english', DE: 'german', ES: 'spanish', FR: 'french' }
const PHONE = /^[+(]?\d[\d\s()/.-]{5,}$/

/** A control's name in words: a lone "+" says what a plus on a button means. */
export function spoken(name: string): string {
  if (CODES[name]) return `${name} ${CODES[name]}`
  if (PHONE.test(name)) return 'phone call'
  if (/^\S+@\S+$/.test(name)) return `${name} email`
  if (/[\p{L}\p{N}]{2}/u.test(name)) return name.replace(SHORTCUT, '')
  const sign = name.replace(/\s|\uFE0E|\uFE0F/gu, '')
  return SIGNS.find(([pattern]) => pattern.test(sign))?.[1] ?? name
}
