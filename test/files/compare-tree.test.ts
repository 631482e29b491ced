import { expect, test } from 'vitest'
import { compareTree } from '../../src/files/compare-tree.ts'
import { writeTree } from '../../src/files/write-tree.ts'
import { addFiles, temporaryFolder } from '../temporary-folder.ts'
import { first, ownership, second } from './project.ts'

const compared = (root: string, tree = first): readonly string[] =>
  compareTree(root, tree, ownership).map(({ kind, path }) => `${kind} ${path}`)

test('a tree just written has no differences', async () => {
  const root = temporaryFolder()
  await writeTree(root, first, ownership)
  expect(compared(root)).toEqual([])
})

test('each file that differs is named, in the order of paths', async () => {
  const root = temporaryFolder()
  await writeTree(root, first, ownership)
  addFiles(root, { 'chart/values.yaml': 'changed\n', 'values-mine.yaml': 'a: 1\n' })
  expect(compared(root)).toEqual(['different chart/values.yaml'])
  expect(compared(root, second)).toContain('stale values-staging.yaml')
  expect(compared(root, second)).not.toContain('stale values-mine.yaml')
})

test('in an empty folder every file is missing', () => {
  expect(compared(temporaryFolder())).toEqual(
    [...first.keys()].toSorted().map((path) => `missing ${path}`),
  )
})
