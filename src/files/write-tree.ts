import { join } from 'node:path'
import { type Difference, differences } from './compare-tree.ts'
import type { FileTree } from './file-tree.ts'
import { refuseForeignFiles } from './foreign-files.ts'
import { holdSignals } from './hold-signals.ts'
import { isInFolder, type Ownership } from './ownership.ts'
import { entriesOf, readTree } from './read-tree.ts'
import { explained } from './system-error.ts'
import { commit, type Journal, recover, stage } from './transaction.ts'

/**
 * Makes the generated files of a project those of the tree, all or none, and says what changed.
 * Whenever the process dies, by SIGKILL or a power cut, what stands there is old, or new, or has no
 * chart folder until the next run; never a mixture. That rests on four things:
 *
 * 1. The new files are written and flushed in a hidden folder; until then the old ones stand.
 * 2. Renaming that folder decides. Before, nothing has happened; after, the next run (or
 *    `recoverTree`) finishes what is left, for each step may be done twice.
 * 3. The chart goes away before the first file beside it changes, and the new one comes last.
 * 4. SIGINT, SIGTERM and SIGHUP wait until all is done.
 *
 * Throws a ChartError, having changed nothing, where something not generated stands in the way.
 */
export async function writeTree(
  root: string,
  tree: FileTree,
  ownership: Ownership,
): Promise<readonly Difference[]> {
  return holdSignals(() => explained(root, () => replace(root, tree, ownership)))
}

/** Finishes what an interrupted run had decided; to be called before the generated files are read. */
export function recoverTree(root: string): void {
  explained(root, () => recover(root))
}

function replace(root: string, tree: FileTree, ownership: Ownership): readonly Difference[] {
  recover(root)
  const present = readTree(root, ownership)
  refuseForeignFiles(present, tree, ownership)
  const changes = differences(present, tree, ownership)
  if (changes.length > 0) commit(root, stage(root, tree, plan(root, changes, ownership)))
  return changes
}

function plan(root: string, changes: readonly Difference[], ownership: Ownership): Journal {
  const besides = changes.filter(({ path }) => !isInFolder(path, ownership))
  return {
    folder: ownership.folder,
    replaces: entriesOf(join(root, ownership.folder)).length > 0,
    files: besides.filter(({ kind }) => kind !== 'stale').map(({ path }) => path),
    stale: besides.filter(({ kind }) => kind === 'stale').map(({ path }) => path),
  }
}
