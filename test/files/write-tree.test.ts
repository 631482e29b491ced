import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ChartError } from '../../src/errors/chart-error.ts'
import { compareTree } from '../../src/files/compare-tree.ts'
import { recoverTree, writeTree } from '../../src/files/write-tree.ts'
import { addFiles, temporaryFolder } from '../temporary-folder.ts'
import { dieAt, failWith } from './dying-file-system.ts'
import { filesIn, first, ownership, second, visibleState } from './project.ts'

describe('writeTree', () => {
  test('writes a tree where nothing was', async () => {
    const root = temporaryFolder()
    const changes = await writeTree(root, first, ownership)
    expect(filesIn(root)).toEqual(first)
    expect(changes).toHaveLength(first.size)
    expect(changes.every(({ kind }) => kind === 'missing')).toBe(true)
  })

  test('replaces the old tree and says what changed', async () => {
    const root = temporaryFolder()
    await writeTree(root, first, ownership)
    const changes = await writeTree(root, second, ownership)
    expect(filesIn(root)).toEqual(second)
    expect(changes.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'different chart/Chart.yaml',
      'different chart/charts/a/Chart.yaml',
      'missing chart/templates/new.yaml',
      'stale chart/templates/old.yaml',
      'different chart/values.yaml',
      'different values-dev.yaml',
      'missing values-prod.yaml',
      'stale values-staging.yaml',
    ])
  })

  test('touches nothing when nothing changed', async () => {
    const root = temporaryFolder()
    await writeTree(root, first, ownership)
    const died = await dieAt(0, () => writeTree(root, first, ownership))
    expect(died).toBe(false)
  })

  test('leaves the files of others alone', async () => {
    const own = { 'platform.ts': 'export {}', 'values-mine.yaml': 'a: 1\n', 'docs/a.md': '' }
    const root = temporaryFolder(own)
    await writeTree(root, first, ownership)
    await writeTree(root, second, ownership)
    expect(Object.fromEntries(filesIn(root))).toEqual({ ...Object.fromEntries(second), ...own })
  })

  test('takes an empty chart folder for none', async () => {
    const root = temporaryFolder()
    mkdirSync(join(root, 'chart'))
    await writeTree(root, first, ownership)
    expect(visibleState(root)).toBe('first')
  })
})

describe('a process that dies', () => {
  test('at any change leaves the old tree or the new one, or no chart until the next run', async () => {
    const states = new Set<string>()
    for (let n = 0; ; n++) {
      const root = temporaryFolder()
      await writeTree(root, first, ownership)
      if (!(await dieAt(n, () => writeTree(root, second, ownership)))) break
      const seen = visibleState(root)
      recoverTree(root)
      const left = visibleState(root)
      states.add(`${seen} → ${left}`)
      expect(hiddenFiles(root)).toEqual([])
      await writeTree(root, second, ownership)
      expect(filesIn(root)).toEqual(second)
    }
    expect([...states]).toEqual([
      'first → first',
      'first → second',
      'no chart → second',
      'second → second',
    ])
  })

  test('at any change of the first run leaves nothing or the whole tree', async () => {
    const states = new Set<string>()
    for (let n = 0; ; n++) {
      const root = temporaryFolder()
      if (!(await dieAt(n, () => writeTree(root, first, ownership)))) break
      const seen = visibleState(root)
      recoverTree(root)
      states.add(`${seen} → ${visibleState(root)}`)
    }
    expect([...states]).toEqual([
      'nothing → nothing',
      'nothing → first',
      'no chart → first',
      'first → first',
    ])
  })

  test('may die again while it recovers', async () => {
    for (let n = 0, died = true; died; n++) {
      for (let m = 0, diedAgain = true; diedAgain; m++) {
        const root = temporaryFolder()
        await writeTree(root, first, ownership)
        died = await dieAt(n, () => writeTree(root, second, ownership))
        diedAgain = await dieAt(m, () => recoverTree(root))
        expect(['first', 'no chart', 'second']).toContain(visibleState(root))
        recoverTree(root)
        expect(['first', 'second']).toContain(visibleState(root))
      }
    }
  })
})

describe('refused with one clear error', () => {
  test.each([
    ['values-dev.yaml', { 'values-dev.yaml': 'replicas: 2\n' }],
    ['chart', { 'chart/Chart.yaml': 'name: by-hand\n', 'chart/values.yaml': '' }],
    ['chart', { chart: 'a file\n' }],
  ])('a %s that somebody wrote', async (path, files) => {
    const root = temporaryFolder(files)
    expect(await problemsOf(() => writeTree(root, first, ownership))).toEqual([
      `file-in-the-way ${path}: ${path} is not generated, so it is not overwritten; move it away or delete it, then run this again`,
    ])
    expect(Object.fromEntries(filesIn(root))).toEqual(files)
  })

  test('files that somebody put into the chart, all of them', async () => {
    const root = temporaryFolder()
    await writeTree(root, first, ownership)
    const own = {
      'chart/templates/mine.yaml': 'kind: Own\n',
      'chart/Chart.lock': 'generated: now\n',
    }
    addFiles(root, own)
    const before = Object.fromEntries(filesIn(root))
    expect(await problemsOf(() => writeTree(root, second, ownership))).toEqual(
      ['chart/Chart.lock', 'chart/templates/mine.yaml'].map(
        (path) =>
          `file-would-go ${path}: ${path} is not generated, and would go with the chart that is replaced; move it out of the chart; objects of your own can be values, below extraObjects`,
      ),
    )
    expect(Object.fromEntries(filesIn(root))).toEqual(before)
    expect(compareTree(root, first, ownership)).toEqual([
      { path: 'chart/Chart.lock', kind: 'foreign' },
      { path: 'chart/templates/mine.yaml', kind: 'foreign' },
    ])
  })

  test('a chart that is a link to somewhere else', async () => {
    const root = temporaryFolder({ 'elsewhere/Chart.yaml': 'name: x\n' })
    symlinkSync('elsewhere', join(root, 'chart'))
    expect(await problemsOf(() => writeTree(root, first, ownership))).toHaveLength(1)
  })

  test('all of them at once', async () => {
    const root = temporaryFolder({
      'values-dev.yaml': '',
      'values-staging.yaml': '',
      'chart/x': '',
    })
    expect(await problemsOf(() => writeTree(root, first, ownership))).toHaveLength(3)
  })

  test('a folder that is missing', async () => {
    const root = join(temporaryFolder(), 'missing')
    expect(await problemsOf(() => writeTree(root, first, ownership))).toEqual([
      `files-not-writable ${root}: the generated files cannot be written: no such folder (${root}); nothing is lost: once this is put right, run it again`,
    ])
  })

  test('a folder that is a file', async () => {
    const root = join(temporaryFolder({ file: '' }), 'file')
    expect(await problemsOf(() => writeTree(root, first, ownership))).toEqual([
      expect.stringContaining('this is no folder'),
    ])
  })

  test.each([
    ['EACCES', 'permission denied'],
    ['EROFS', 'the file system is read-only'],
    ['ENOSPC', 'the disk is full'],
  ])('a system that says %s', async (code, reason) => {
    const root = temporaryFolder()
    await writeTree(root, first, ownership)
    await failWith(code, async () => {
      expect(await problemsOf(() => writeTree(root, second, ownership))).toEqual([
        expect.stringContaining(`the generated files cannot be written: ${reason} (${root}/`),
      ])
    })
    expect(filesIn(root)).toEqual(first)
  })
})

test('what a dead process left is removed, what a living one prepares is not', async () => {
  const root = temporaryFolder()
  addFiles(root, { '.chartwright-1/new/x': '', '.chartwright-99999999/new/x': '' })
  writeFileSync(join(root, '.chartwright-notes'), 'mine')
  await writeTree(root, first, ownership)
  expect(hiddenFiles(root)).toEqual(['.chartwright-1/new/x', '.chartwright-notes'])
})

function hiddenFiles(root: string): readonly string[] {
  return [...filesIn(root).keys()].filter((path) => path.startsWith('.'))
}

async function problemsOf(action: () => Promise<unknown>): Promise<readonly string[]> {
  const error = await action().catch((caught: unknown) => caught)
  if (!(error instanceof ChartError)) throw error
  return error.problems.map(
    ({ code, path, message, hint }) => `${code} ${path}: ${message}; ${hint}`,
  )
}
