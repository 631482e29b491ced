import type { FileTree } from './file-tree.ts'
import { isInFolder, isMarked, type Ownership } from './ownership.ts'
import { type PresentTree, readTree } from './read-tree.ts'

/** One file that is not as it was generated. */
export interface Difference {
  readonly path: string
  /** `stale` was generated once; `foreign` is somebody's own in the generated folder. */
  readonly kind: 'missing' | 'different' | 'stale' | 'foreign'
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
  const others = [...present].flatMap(([path, text]): readonly Difference[] => {
    if (tree.has(path)) return []
    if (isMarked(text, ownership)) return [{ path, kind: 'stale' }]
    return isInFolder(path, ownership) ? [{ path, kind: 'foreign' }] : []
  })
  return [...unlike, ...others].toSorted((a, b) => (a.path < b.path ? -1 : 1))
}
