import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FileTree } from '../src/files/file-tree.ts'

/** The files below a folder, by their paths from there. */
export function filesBelow(folder: string): FileTree {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  const texts = paths.map(
    (path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')] as const,
  )
  return new Map(texts)
}
