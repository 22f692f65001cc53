const KEY = 'asked-by-mail'
const VALID_MS = 24 * 3_600_000

/**
 * Whether this browser asked for a mail lately. Who did not, but arrives by such a link, may have been sent it by
 * somebody who wants them in a foreign account: they are asked first.
 */
export const asked = {
  note: () => localStorage.setItem(KEY, String(Date.now())),
  lately: () => Date.now() - Number(localStorage.getItem(KEY) ?? 0) < VALID_MS,
}
