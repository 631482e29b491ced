import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { FileTree } from './file-tree.ts'

/** What there is to do once the new files are complete. */
export interface Journal {
  /** The folder that is swapped whole. */
  readonly folder: string
  /** Whether an older one must go away first. */
  readonly replaces: boolean
  /** Files beside the folder that are put in place. */
  readonly files: readonly string[]
  /** Files beside the folder that go away. */
  readonly stale: readonly string[]
}

const prefix = '.chartwright-'
/** Its existence is the decision: the new files are complete, and shall replace the old ones. */
const decided = `${prefix}commit`

/** Writes the new files, flushed to disk, into a hidden folder of this process, and names it. */
export function stage(root: string, tree: FileTree, journal: Journal): string {
  const draft = draftOf(root)
  try {
    mkdirSync(draft)
    const files = new Map([...tree].map(([path, text]) => [join(draft, 'new', path), text]))
    files.set(join(draft, 'journal.json'), JSON.stringify(journal))
    for (const folder of new Set([...files.keys()].map(dirname)))
      mkdirSync(folder, { recursive: true })
    for (const [path, text] of files) writeFileSync(path, text)
    for (const path of files.keys()) flush(path) // all at the end: most is on the disk by then
    flushFolders(draft)
    return draft
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    throw error
  }
}

/** Decides for a staged draft, and puts it in place. */
export function commit(root: string, draft: string): void {
  renameSync(draft, join(root, decided))
  flush(root)
  finish(root)
}

/** Removes what a run left undecided when it died, and finishes what one had decided. */
export function recover(root: string): void {
  const names = readdirSync(root)
  const drafts = names.filter((name) => isAbandoned(/^\.chartwright-(\d+)$/.exec(name)?.[1]))
  for (const name of drafts) rmSync(join(root, name), { recursive: true, force: true })
  if (names.includes(decided)) finish(root)
}

/** Each step may have been done before, by a run that died or by one that is at it right now. */
function finish(root: string): void {
  const at = join(root, decided)
  const { folder, replaces, files, stale } = readJournal(at)
  if (replaces) move(join(root, folder), join(at, 'old'))
  for (const file of files) move(join(at, 'new', file), join(root, file))
  for (const file of stale) rmSync(join(root, file), { force: true })
  move(join(at, 'new', folder), join(root, folder))
  flush(root)
  const done = draftOf(root)
  move(at, done)
  rmSync(done, { recursive: true, force: true })
}

/** Renames, unless that was done before: then the source is gone, or a full folder is there. */
function move(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException // renameSync throws nothing else
    if (code !== 'ENOENT' && code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error
  }
}

/** The hidden folder of this process: its number tells the others whether it still lives. */
function draftOf(root: string): string {
  return join(root, `${prefix}${process.pid}`)
}

function isAbandoned(owner: string | undefined): boolean {
  if (owner === undefined) return false
  if (Number(owner) === process.pid) return true
  try {
    return !process.kill(Number(owner), 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH' // else it lives under another user
  }
}

function readJournal(folder: string): Journal {
  // Only stage writes this file, and renames it into place complete.
  return JSON.parse(readFileSync(join(folder, 'journal.json'), 'utf8')) as Journal
}

function flushFolders(folder: string): void {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory())
  for (const { parentPath, name } of folders) flush(join(parentPath, name))
  flush(folder)
}

/** Makes sure that a file, or the names in a folder, survive a power cut. */
function flush(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
