import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Ownership } from './ownership.ts'

/** Files that are there: path → text; undefined for a link, a socket and the like. */
export type PresentTree = ReadonlyMap<string, string | undefined>

/** Reads the generated folder, whole, and the files beside it that may be generated. */
export function readTree(root: string, { folder, besides }: Ownership): PresentTree {
  const names = entriesOf(root).filter((name) => besides.test(name))
  const paths = [...filesBelow(root, folder), ...names].toSorted()
  return new Map(paths.map((path) => [path, textOf(join(root, path))]))
}

/** What stands at a path, not following links; undefined for nothing. */
function kindOf(path: string): 'folder' | 'file' | 'other' | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (!stats) return undefined
  if (stats.isDirectory()) return 'folder'
  return stats.isFile() ? 'file' : 'other'
}

function filesBelow(root: string, path: string): readonly string[] {
  const kind = kindOf(join(root, path))
  if (kind !== 'folder') return kind ? [path] : []
  return entriesOf(join(root, path)).flatMap((name) => filesBelow(root, `${path}/${name}`))
}

/** The names in a folder; none where there is no folder. */
export function entriesOf(folder: string): readonly string[] {
  return kindOf(folder) === 'folder' ? readdirSync(folder) : []
}

function textOf(path: string): string | undefined {
  return kindOf(path) === 'file' ? readFileSync(path, 'utf8') : undefined
}
