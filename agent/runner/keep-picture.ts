import { BrowserError, type Visitor } from '../browser/port.ts'
import type { Storage } from '../storage/port.ts'

/** Keeps the visit's last screen; false when there is none to be had. */
export async function keepPicture(storage: Storage, key: string, visitor: Visitor): Promise<boolean> {
  try {
    await storage.put(key, await visitor.screenshot())
    return true
  } catch (error) {
    // A page that can't be drawn is no reason to lose the session's row; the log shows that there is no picture.
    if (error instanceof BrowserError && error.fault !== 'aborted' && error.fault !== 'crashed') return false
    throw error
  }
}
