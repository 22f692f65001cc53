import type { UIMessageChunk } from 'ai'
import type { Frame } from '../../db/turns.ts'

/** Chunks are written in batches this far apart: ten transactions a second, however fast the model talks. */
const BATCH_MS = 80

export interface FrameWriter {
  add(chunk: UIMessageChunk): void
  /** Waits for what is being written and answers with the rest, as the frame to end the turn with. */
  rest(): Promise<Frame>
}

/** Numbers and writes a reply's frames one after the other. What could not be written is tried again with the next. */
export function createFrameWriter(
  write: (frame: Frame) => Promise<void>,
  onError: (error: unknown) => void,
): FrameWriter {
  let pending: UIMessageChunk[] = []
  let number = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let writing = Promise.resolve()

  const flush = async () => {
    timer = undefined
    if (pending.length === 0) return
    const data = pending
    pending = []
    try {
      await write({ number, data })
      number += 1
    } catch (error) {
      onError(error)
      pending = [...data, ...pending]
    }
  }
  return {
    add(chunk) {
      pending.push(chunk)
      timer ??= setTimeout(() => {
        writing = writing.then(flush)
      }, BATCH_MS)
    },
    async rest() {
      clearTimeout(timer)
      await writing
      return { number, data: pending }
    },
  }
}
