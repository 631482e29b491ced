import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ChartError } from '../../errors/chart-error.ts'
import { ignoring, type Ignores } from './helm-ignore.ts'
import { allRoom, type Room, unpack } from './unpack.ts'

/** The files of a chart: of a folder, or of a packed chart. */
export interface ChartFiles {
  /** How messages call the chart. */
  readonly root: string
  /** Relative to the root, with slashes. */
  readonly paths: readonly string[]
  readonly read: (path: string) => Uint8Array
  /** The same for each file of this path: a packed chart may have several. */
  readonly readAll: (path: string) => readonly (() => Uint8Array)[]
  /** The line of .helmignore that leaves out a file that is there. */
  readonly ignoredBy?: (path: string) => IgnoringLine | undefined
  /** For what is packed in it. */
  readonly room: Room
}

/** A line of a .helmignore. */
interface IgnoringLine {
  readonly file: string
  /** Counted from 1. */
  readonly line: number
}

/** The files in a folder, without those that its .helmignore leaves out; links lead on. */
export function folderFiles(root: string): ChartFiles {
  const file = join(root, '.helmignore')
  const ignores = ignoring(existsSync(file) ? readFileSync(file, 'utf8') : '', file)
  const paths = pathsIn(root, '', ignores).toSorted()
  const known = new Set(paths)
  const read = (path: string): Uint8Array =>
    known.has(path) ? readFileSync(join(root, path)) : missing()
  return {
    root,
    room: allRoom(),
    paths,
    read,
    readAll: (path) => [() => read(path)],
    ignoredBy(path) {
      const line = existsSync(join(root, path)) ? ignores(path, false) : undefined
      return line === undefined ? undefined : { file, line }
    },
  }
}

/** What .helmignore leaves out, or is not packed, is not there. */
function missing(): never {
  throw Object.assign(new Error('not there'), { code: 'ENOENT' })
}

function pathsIn(root: string, folder: string, ignores: Ignores): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}${entry.name}`
    const isFolder = entry.isSymbolicLink()
      ? statSync(join(root, path)).isDirectory()
      : entry.isDirectory()
    if (ignores(path, isFolder) !== undefined) return []
    return isFolder ? pathsIn(root, `${path}/`, ignores) : [path]
  })
}

/** The files in a packed chart. Throws a ChartError where none of it may be read. */
export function archiveFiles(root: string, read: () => Uint8Array, room: Room): ChartFiles {
  try {
    const files = unpack(root, read(), room)
    const allOf = (path: string): readonly Uint8Array[] => files.get(path) ?? missing()
    return {
      root,
      room,
      paths: [...files.keys()].toSorted(),
      // Of two charts that are packed in it, Helm takes the first.
      read: (path) =>
        allOf(path).at(/(?:^|\/)charts\/[^/]*\.tgz$/.test(path) ? 0 : -1) ?? missing(),
      readAll: (path) => allOf(path).map((bytes) => () => bytes),
    }
  } catch (error) {
    if (error instanceof ChartError) throw error
    const fails = (): never => {
      throw error // where the file is reported, as any other that cannot be read
    }
    return { root, room, paths: ['Chart.yaml'], read: fails, readAll: () => [fails] }
  }
}

/** The charts in charts/, as Helm sees them: none that begins with a dot or an underscore. */
export function subchartFiles(files: ChartFiles): readonly ChartFiles[] {
  const inside = new Map<string, string[]>()
  for (const path of files.paths) {
    const [, name, rest] = /^charts\/([^./_][^/]*)(?:\/(.*))?$/s.exec(path) ?? []
    if (name === undefined) continue
    const paths = inside.get(name) ?? []
    if (rest !== undefined) paths.push(rest)
    inside.set(name, paths)
  }
  return [...inside].flatMap(([name, paths]) => subchart(files, name, paths))
}

function subchart(
  files: ChartFiles,
  name: string,
  paths: readonly string[],
): readonly ChartFiles[] {
  const root = join(files.root, 'charts', name)
  const { room } = files
  if (name.endsWith('.tgz')) return [archiveFiles(root, () => files.read(`charts/${name}`), room)]
  if (paths.length === 0) return [] // a file such as README.md
  const inside = (path: string): string => `charts/${name}/${path}`
  return [
    {
      root,
      room,
      paths,
      read: (path) => files.read(inside(path)),
      readAll: (path) => files.readAll(inside(path)),
      ignoredBy: (path) => files.ignoredBy?.(inside(path)),
    },
  ]
}
