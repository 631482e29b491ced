import { type Problem, refuse } from '../errors/chart-error.ts'
import { differences } from './compare-tree.ts'
import type { FileTree } from './file-tree.ts'
import { isInFolder, isMarked, type Ownership } from './ownership.ts'
import type { PresentTree } from './read-tree.ts'

/** Throws a ChartError that names all that somebody wrote by hand where generated files go. */
export function refuseForeignFiles(
  present: PresentTree,
  tree: FileTree,
  ownership: Ownership,
): void {
  const folder = foreignFolder(present, ownership)
  const besides = [...present].filter(
    ([path, text]) => tree.has(path) && !isInFolder(path, ownership) && !isMarked(text, ownership),
  )
  const inside =
    folder.length > 0
      ? []
      : differences(present, tree, ownership).filter(({ kind }) => kind === 'foreign')
  refuse([
    ...[...folder, ...besides.map(([path]) => path)].map(inTheWay),
    ...inside.map(({ path }) => wouldGo(path)),
  ])
}

/** The folder, if it holds files of which none is marked: another hand made it. */
function foreignFolder(present: PresentTree, ownership: Ownership): readonly string[] {
  const inside = [...present].filter(
    ([path]) => path === ownership.folder || isInFolder(path, ownership),
  )
  const isOurs = inside.length === 0 || inside.some(([, text]) => isMarked(text, ownership))
  return isOurs ? [] : [ownership.folder]
}

function inTheWay(path: string): Problem {
  return {
    code: 'file-in-the-way',
    path,
    message: `${path} is not generated, so it is not overwritten`,
    hint: 'move it away or delete it, then run this again',
  }
}

function wouldGo(path: string): Problem {
  return {
    code: 'file-would-go',
    path,
    message: `${path} is not generated, and would go with the chart that is replaced`,
    hint: 'move it out of the chart; objects of your own can be values, below extraObjects',
  }
}
