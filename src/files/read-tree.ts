import { type Dirent, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Ownership } from './ownership.ts'

/** Files that are there: path → text; undefined for a link, a socket and the like. */
export type PresentTree = ReadonlyMap<string, string | undefined>

/** Reads the generated folder, whole, and the files beside it that may be generated. */
export function readTree(root: string, { folder, besides }: Ownership): PresentTree {
  const found = entriesIn(root).flatMap((entry) => {
    if (entry.name === folder) return entriesBelow(root, '', entry)
    return besides.test(entry.name) ? [[entry.name, entry] as const] : []
  })
  const sorted = found.toSorted(([a], [b]) => (a < b ? -1 : 1))
  return new Map(sorted.map(([path, entry]) => [path, textOf(join(root, path), entry)]))
}

type Found = readonly [path: string, entry: Dirent]

/** All at a path and below it that is no folder. */
function entriesBelow(root: string, above: string, entry: Dirent): readonly Found[] {
  const path = `${above}${entry.name}`
  if (!entry.isDirectory()) return [[path, entry]]
  return entriesIn(join(root, path)).flatMap((one) => entriesBelow(root, `${path}/`, one))
}

/** What is in a folder, which tells of each what it is: links are not followed. */
function entriesIn(folder: string): readonly Dirent[] {
  return readdirSync(folder, { withFileTypes: true })
}

/** The names in a folder; none where there is no folder, or a link to one. */
export function entriesOf(folder: string): readonly string[] {
  const isFolder = lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()
  return isFolder ? readdirSync(folder) : []
}

function textOf(path: string, entry: Dirent): string | undefined {
  return entry.isFile() ? readFileSync(path, 'utf8') : undefined
}
