import type { Traffic } from './port.ts'

/** Keeps one visit to its list of hosts: an egress proxy beside a browser of our own, rules inside a remote one. */
export interface Fence {
  allows(url: string): boolean
  /** Whether the visit may be on a page of that address. */
  shows(url: string): boolean
  /** Whether the fence itself tells of such a request; of every other the page does. */
  tells(url: string): boolean
  /** Told of each request that a page begins, for a fence that does not see them itself. */
  saw?(url: string): void
  /** Why nothing gets out any more: the upstream proxy is gone. */
  readonly trouble: string | undefined
  traffic(): Traffic
  /** From here on bytes count as the visit's last. */
  leaving(): void
  /** Resolves when nothing moved for `quietMs`, at the latest after `boundMs`. */
  quiet(quietMs: number, boundMs: number): Promise<void>
  close(): void
}
