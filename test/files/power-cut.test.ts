import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { writeTree } from '../../src/files/write-tree.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { first, ownership, second } from './project.ts'
import { type Call, recordCalls } from './record-calls.ts'

// What is not flushed may be lost in a power cut, and so may a name in a folder that is not.
describe('whenever the power is cut', () => {
  let root = ''
  let calls: readonly Call[] = []
  let decision = 0

  beforeEach(async () => {
    root = temporaryFolder()
    await writeTree(root, first, ownership)
    calls = await recordCalls(() => writeTree(root, second, ownership))
    decision = calls.findIndex(
      (one) => one.call === 'rename' && one.to === join(root, '.chartwright-commit'),
    )
    expect(decision).toBeGreaterThan(0)
  })

  test('nothing is decided that could be lost: each new file and folder is flushed before', () => {
    const staged = calls.slice(0, decision)
    const written = staged.filter((one) => one.call === 'write')
    expect(written).toHaveLength(second.size + 1) // and the journal
    const flushedLater = (path: string): boolean =>
      staged
        .slice(staged.findLastIndex((one) => one.call === 'write' && one.path === path))
        .some((one) => one.call === 'flush' && one.path === path)
    const lost = written.filter(({ path, isFlushed }) => !isFlushed && !flushedLater(path))
    expect(lost).toEqual([])

    const folders = new Set(written.map(({ path }) => dirname(path)))
    const unflushed = [...folders].filter((folder) => {
      const named = staged.findLastIndex(
        ({ call, path }) => call !== 'flush' && dirname(path) === folder,
      )
      return !staged.slice(named).some(({ call, path }) => call === 'flush' && path === folder)
    })
    expect(unflushed).toEqual([])
  })

  test('nothing moves before the decision is flushed', () => {
    expect(calls[decision + 1]).toEqual({ call: 'flush', path: root })
  })

  test('the journal stays until all that it says is flushed', () => {
    const done = calls.findIndex(
      (one) => one.call === 'rename' && one.path === join(root, '.chartwright-commit'),
    )
    expect(calls[done - 1]).toEqual({ call: 'flush', path: root })
    expect(calls.slice(done + 1).map(({ call }) => call)).toEqual(['remove'])
  })
})
