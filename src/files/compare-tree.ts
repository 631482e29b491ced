import type { FileTree } from './file-tree.ts'
import { isInFolder, isMarked, type Ownership } from './ownership.ts'
import { type PresentTree, readTree } from './read-tree.ts'

/** One file that is not as it was generated. */
export interface Difference {
  readonly path: string
  readonly kind: 'missing' | 'different' | 'stale'
}

/** Names each file of a project that differs from what is generated now, in the order of paths. */
export function compareTree(
  root: string,
  tree: FileTree,
  ownership: Ownership,
): readonly Difference[] {
  return differences(readTree(root, ownership), tree, ownership)
}

/** Compares a tree with the files that are there. */
export function differences(
  present: PresentTree,
  tree: FileTree,
  ownership: Ownership,
): readonly Difference[] {
  const unlike = [...tree]
    .filter(([path, text]) => present.get(path) !== text)
    .map(([path]): Difference => ({ path, kind: present.has(path) ? 'different' : 'missing' }))
  const stale = [...present]
    .filter(([path, text]) => !tree.has(path) && isGenerated(path, text, ownership))
    .map(([path]): Difference => ({ path, kind: 'stale' }))
  return [...unlike, ...stale].toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

/** Inside the folder everything counts as generated; beside it, what says so. */
function isGenerated(path: string, text: string | undefined, ownership: Ownership): boolean {
  return isInFolder(path, ownership) || isMarked(text, ownership)
}
