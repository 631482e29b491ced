import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'
import {
  configMapLimit,
  type ProjectEntry,
  type ProjectFile,
  projectFile,
} from '../platform/project-files.ts'

/** What is at a path below the root: never anything outside, be it by a symbolic link. */
export async function readEntry(root: string, source: string): Promise<ProjectEntry> {
  try {
    return await entryAt(root, source)
  } catch (error) {
    if (error instanceof Fault) return { fault: error.message, hint: error.hint }
    return { fault: `cannot be read: ${(error as Error).message}`, hint: 'make it readable' } // fs throws errors only
  }
}

class Fault extends Error {
  readonly hint: string

  constructor(message: string, hint: string) {
    super(message)
    this.hint = hint
  }
}

async function entryAt(root: string, source: string): Promise<ProjectEntry> {
  const path = join(root, source)
  if (isAbsolute(source) || leavesRoot(root, path)) throw outside()
  const inside = await insideOf(root)
  const real = await inside(path)
  const found = await stat(real)
  if (found.isFile()) return { file: await fileAt(real, limited()) }
  if (!found.isDirectory()) throw neither()
  const folder = new Map<string, ProjectFile>()
  await readFolder(real, '', { inside, take: limited(), folder })
  if (folder.size === 0) {
    throw new Fault('has no files', 'put files into the directory, or take it out of the model')
  }
  const sorted = [...folder].toSorted(([a], [b]) => (a < b ? -1 : 1)) // the same on every machine
  return { folder: new Map(sorted) }
}

interface Reading {
  readonly inside: (path: string) => Promise<string>
  readonly take: (bytes: number) => void
  readonly folder: Map<string, ProjectFile>
}

async function readFolder(directory: string, below: string, reading: Reading): Promise<void> {
  for (const name of (await readdir(directory)).toSorted()) {
    const path = below === '' ? name : `${below}/${name}`
    if (path.startsWith('..')) {
      throw new Fault(`has the file ${path}, whose name Kubernetes keeps for itself`, 'rename it')
    }
    const real = await reading.inside(join(directory, name))
    const found = await stat(real)
    if (found.isFile()) reading.folder.set(path, await fileAt(real, reading.take))
    else if (!found.isDirectory()) throw neither(path)
    else if (real !== join(directory, name)) {
      const hint = 'put the files themselves there'
      throw new Fault(`has the symbolic link ${path} to a directory`, hint)
    } else await readFolder(real, path, reading)
  }
}

/** The path without symbolic links, unless that is outside. */
async function insideOf(root: string): Promise<Reading['inside']> {
  const realRoot = await realpath(root)
  return async (path) => {
    const real = await realpath(path).catch((error: unknown) => {
      const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
      if (!missing) throw error
      const name = relative(root, path).split(sep).join('/')
      throw new Fault(
        `does not exist`,
        `create ${name}, or correct the path: it begins at platform.ts`,
      )
    })
    if (leavesRoot(realRoot, real)) throw outside()
    return real
  }
}

function leavesRoot(root: string, path: string): boolean {
  const [first] = relative(root, path).split(sep)
  return first === '..' || isAbsolute(relative(root, path)) // another drive
}

async function fileAt(path: string, take: Reading['take']): Promise<ProjectFile> {
  take((await stat(path)).size)
  return projectFile(await readFile(path))
}

/** Counts bytes, and stops where they are more than a ConfigMap may hold. */
function limited(): (bytes: number) => void {
  let sum = 0
  return (bytes) => {
    sum += bytes
    if (sum > configMapLimit) throw tooLarge()
  }
}

const outside = (): Fault =>
  new Fault(
    'lies outside the project',
    'copy it to the directory of platform.ts, and write the path from there',
  )

const neither = (path?: string): Fault =>
  new Fault(
    path === undefined
      ? 'is neither a file nor a directory'
      : `has ${path}, which is neither a file nor a directory`,
    'name files or directories of the project',
  )

const tooLarge = (): Fault =>
  new Fault(
    'is larger than 1 MiB, which a ConfigMap may hold',
    'what is larger belongs into the image, or on a volume',
  )
