import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Account } from '../agent/browser/browserbase/account.ts'
import { openBrowserbase } from '../agent/browser/browserbase/browser.ts'
import { openChosen } from '../agent/browser/chosen.ts'
import { ensureChromium } from '../agent/browser/install.ts'
import { openBrowser } from '../agent/browser/local/browser.ts'
import { RUN_DIRS } from '../agent/browser/local/run-dir.ts'
import type { Browser } from '../agent/browser/port.ts'
import type { Reach } from '../agent/outbound/pins.ts'
import type { Places } from '../agent/planner/lent-places.ts'
import { type Admission, admitUpTo, measuredAdmission } from '../agent/runner/machine.ts'
import { isNear } from '../agent/targets/ranges.ts'
import type { Config } from './env.ts'

export interface Browsers {
  launch(): Promise<Browser>
  /** Of a runner's visits. */
  admission: Admission
  /** What Browserbase lends; undefined without it. */
  lent?: Places
}
interface Options {
  config: Config
  /** Of DATA_DIR. */
  folder: string
  /** Whether names on a visit's list may resolve to private addresses. */
  reach: Reach
  progress(line: string): void
  onError(error: unknown, what: string): void
}

const HERE_AT_ONCE = Math.min(8, Math.max(2, availableParallelism() * 2))

/** Which browser visits run in, proved before anything is started: a Chromium that works, or a key that is accepted. */
export async function selectBrowsers({
  config,
  folder,
  reach,
  progress,
  onError,
}: Options): Promise<Browsers> {
  const chromium = () =>
    ensureChromium({ chromePath: config.chromePath, cacheDir: join(folder, 'browser'), progress })
  const here = (chromePath: string) =>
    openBrowser({ chromePath, runDir: RUN_DIRS, privateNetwork: reach === 'private' })
  if (!config.browserbase) {
    const path = await chromium()
    return { launch: () => here(path), admission: measuredAdmission() }
  }
  const { proxies, ...credentials } = config.browserbase
  const places = await new Account(credentials).places()
  const ledger = join(folder, 'browserbase.json')
  return {
    launch: async () =>
      openChosen({
        remote: await openBrowserbase({ credentials, places, ledger, proxies, onError }),
        local: async () => here(await chromium()),
        localAtOnce: HERE_AT_ONCE,
        isNear,
      }),
    // Visits there cost this machine next to nothing.
    admission: admitUpTo(Math.max(places.atOnce, HERE_AT_ONCE)),
    lent: places,
  }
}
