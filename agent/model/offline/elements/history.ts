/** One line of what the step has done, such as `click "Sign up": the page is now /signup`. */
export interface Done {
  method: string
  /** The element's description, as the resolver gave it. */
  name: string
  /** It led to another page. */
  moved: boolean
}

/** Reads the step loop's history; a line without quotes is all name. */
export function readHistory(lines: readonly string[]): Done[] {
  return lines.map((line) => {
    const method = /^[a-zA-Z]+/.exec(line)?.[0] ?? ''
    const quoted = /"(.*?)"(?=:|\s|$)/.exec(line)?.[1]
    return {
      method,
      name: quoted ?? line.slice(method.length).split(':')[0]?.trim() ?? '',
      moved: line.includes('": the page is now '),
    }
  })
}

export const isClick = (done: Done): boolean => /^(click|press|double)/i.test(done.method)
export const isEntry = (done: Done): boolean => /^(fill|type|select)/i.test(done.method)
