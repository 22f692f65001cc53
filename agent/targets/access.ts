/** `user:password`, as sites that ask by themselves want it. A password may hold colons. */
export function readLogin(value: string): { username: string; password: string } | undefined {
  const at = value.indexOf(':')
  return at < 1 ? undefined : { username: value.slice(0, at), password: value.slice(at + 1) }
}

/** The address of an http or https proxy, such as `http://user:password@proxy.example:3128`. */
export function readProxy(value: string): { url: string; password: string } | undefined {
  const url = URL.parse(value.trim())
  if (!url?.hostname || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search)
    return undefined
  try {
    const [, password = ''] = [url.username, url.password].map(decodeURIComponent)
    return { url: url.href, password }
  } catch {
    // A percent sign that stands for itself is written %25.
    return undefined
  }
}

/** What a request's header may be called by a target: a name of its own, and none by which browsers and proxies work. */
export function isAccessHeader(name: string): boolean {
  const isToken = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/.test(name)
  return isToken && !RESERVED.test(name)
}
const RESERVED =
  /^(host|cookie|connection|content-.*|transfer-encoding|upgrade|te|trailer|keep-alive|user-agent|referer|origin|accept.*|proxy-.*|sec-.*|authorization|range|if-.*|expect|via|date|dnt|access-control-.*)$/i
