/** Reads CSV as RFC 4180 has it, by a reader of its own: what was written must not judge itself. */
export function readCsv(text: string): Record<string, string>[] {
  const lines: string[][] = [[]]
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (quoted && char === '"' && text[at + 1] === '"') cell += text[at++]
    else if (char === '"') quoted = !quoted
    else if (!quoted && (char === ',' || char === '\n')) {
      lines.at(-1)?.push(cell)
      cell = ''
      if (char === '\n') lines.push([])
    } else if (quoted || char !== '\r') cell += char
  }
  const [names = [], ...all] = lines.slice(0, -1)
  return all.map((cells) => Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ''])))
}
