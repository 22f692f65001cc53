import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { admit, type Load, MOST, VISIT_BYTES } from '../../../agent/runner/admission.ts'
import { readLimits } from '../../../agent/runner/cgroup.ts'
import { measuredAdmission } from '../../../agent/runner/machine.ts'
import { freshFolder } from '../../support/folder.ts'

const GB = 2 ** 30
const laptop: Load = { cores: 4, busy: 0.1, freeBytes: 4 * GB, totalBytes: 8 * GB }
const room = (load: Partial<Load>, visits = { open: 10, fresh: 0 }, open = true) =>
  admit({ ...laptop, ...load }, visits, { open }).room

describe('admission', () => {
  it('lets a few more start at once, as many as the idle processors bear', () => {
    expect(room({})).toBe(6)
    expect(room({ cores: 64, freeBytes: 200 * GB, totalBytes: 256 * GB })).toBe(96)
    expect(room({ busy: 0.6 })).toBe(2)
    expect(room({ cores: 0.5 })).toBe(1)
  })

  it('holds many idle visits, up to what memory bears, and leaves the rest of the machine its own', () => {
    expect(room({ busy: 0.2, freeBytes: GB + 2.5 * VISIT_BYTES }, { open: 60, fresh: 0 })).toBe(2)
    expect(room({ freeBytes: GB }, { open: 60, fresh: 0 })).toBe(0)
    const small = { totalBytes: GB, freeBytes: GB / 8 + 1.5 * VISIT_BYTES }
    expect(room(small)).toBe(1)
  })

  it('never holds more than one Chromium bears', () => {
    const huge = { cores: 256, freeBytes: 900 * GB, totalBytes: 1000 * GB, busy: 0 }
    expect(room(huge, { open: MOST - 3, fresh: 0 })).toBe(3)
    expect(room(huge, { open: MOST, fresh: 0 })).toBe(0)
  })

  it('counts those that began since it measured', () => {
    expect(room({}, { open: 14, fresh: 4 })).toBe(2)
    expect(room({}, { open: 18, fresh: 8 })).toBe(0)
    expect(room({ freeBytes: GB + 3.5 * VISIT_BYTES }, { open: 12, fresh: 2 })).toBe(1)
  })

  it('stops when the machine is full, and goes on only when it is at ease again', () => {
    const at = (busy: number, open: boolean) => admit({ ...laptop, busy }, { open: 10, fresh: 0 }, { open })
    expect(at(0.84, true)).toEqual({ room: 1, open: true })
    expect(at(0.86, true)).toEqual({ room: 0, open: false })
    expect(at(0.84, false)).toEqual({ room: 0, open: false })
    expect(at(0.69, false)).toMatchObject({ open: true })
  })

  it('goes on two at a time on a machine that others keep busy, and one at a time without memory', () => {
    expect(room({ busy: 1 }, { open: 0, fresh: 0 }, false)).toBe(2)
    expect(room({ busy: 1 }, { open: 2, fresh: 2 }, false)).toBe(0)
    expect(room({ freeBytes: 0 }, { open: 0, fresh: 0 })).toBe(1)
    expect(room({ freeBytes: 0 }, { open: 1, fresh: 0 })).toBe(0)
  })

  it('measures this machine', async () => {
    const { room: next } = measuredAdmission()
    expect(await next(0)).toBeGreaterThanOrEqual(1)
    expect(await next(MOST)).toBe(0)
  })

  it('fills a machine step by step and then waits, whatever is asked of it in between', async () => {
    let open = 0
    const { room: next } = measuredAdmission(async () => ({ ...laptop, busy: open / 20 }))
    for (let i = 0; i < 5; i++) open += await next(open)
    expect(open).toBe(7)
  })
})

/** Files of a control group's folder. */
async function groups(files: Record<string, string>) {
  const root = await freshFolder()
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true })
    await writeFile(join(root, name), text)
  }
  const limits = await readLimits(root, join(root, 'groups'))
  await rm(root, { recursive: true })
  return limits
}

test("a container's limits count: the tightest of nested ones, less what is used, file pages aside", async () => {
  const found = await groups({
    groups: '0::/slice/unit\n',
    'memory.max': 'max',
    'slice/memory.max': `${4 * GB}`,
    'slice/memory.current': `${3.5 * GB}`,
    'slice/memory.stat': `anon 1\ninactive_file ${GB}\n`,
    'slice/unit/memory.max': `${2 * GB}`,
    'slice/unit/memory.current': `${GB}`,
    'slice/unit/cpu.max': '150000 100000',
    'slice/unit/cpu.stat': 'usage_usec 2500000\nuser_usec 1',
  })
  expect(found).toEqual({
    memory: { limitBytes: 2 * GB, freeBytes: GB },
    cpu: { cores: 1.5, usedSeconds: 2.5 },
  })
})

test('the older kind of limits counts too, and no limit is none', async () => {
  const old = (limit: string) =>
    groups({
      groups: '4:memory:/box\n0::/\n',
      'memory/box/memory.limit_in_bytes': limit,
      'memory/box/memory.usage_in_bytes': `${GB}`,
    })
  expect(await old(`${3 * GB}`)).toEqual({
    memory: { limitBytes: 3 * GB, freeBytes: 2 * GB },
    cpu: undefined,
  })
  expect(await old('9223372036854771712')).toEqual({ memory: undefined, cpu: undefined })
  expect(await groups({ groups: '0::/\n', 'memory.max': 'max', 'cpu.max': 'max 100000' })).toEqual({})
})
