import type { Environment } from '../run.ts'
import { inspectProgram } from './inspect-program.ts'
import { searchPath } from './search-path.ts'
import { isAtLeast } from './version.ts'

/** A Go that can build the pinned tools, or why there is none. */
export type GoToolchain = { readonly path: string } | { readonly reason: string }

/** Finds Go 1.26 or later on PATH. */
export async function findGo(environment: Environment): Promise<GoToolchain> {
  const [path] = searchPath(['go'], environment)
  if (path === undefined) return { reason: 'Go 1.26 or later is not on PATH to build it' }
  const { version, remark } = await inspectProgram(path, ['version'], environment)
  if (version && isAtLeast(version, [1, 26, 0])) return { path }
  return { reason: `${remark}, but Go 1.26 or later is needed to build it` }
}
