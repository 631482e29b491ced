import { SourceMap } from 'node:module'
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Message } from 'esbuild'
import { ChartError, type Problem, refuse } from '../errors/chart-error.ts'
import type { Platform } from '../platform/define-platform.ts'
import { type Bundle, bundlePlatform, isBuildFailure } from './bundle-platform.ts'
import { positionsIn } from '../helm/yaml/positions.ts'
import { parsePath } from '../helm/yaml/yaml-path.ts'
import { locateInSource } from './locate-in-source.ts'
import { readProjectFile } from './read-project-file.ts'
import { withFiles } from './with-files.ts'

/** Runs platform.ts and gives what it exports. Throws with file and line when that does not work. */
export async function loadPlatform(path: string): Promise<Platform> {
  const file = resolve(path)
  await readProjectFile(file, 'it describes the platform: export default definePlatform({ … })')
  const platform = platformOf(await run(await checkedBundle(file), file), file)
  const withItsFiles = await withFiles(platform, dirname(file))
  return { ...withItsFiles, '~placed': placedIn(await readFile(file, 'utf8'), file) }
}

/** Problems with their places in platform.ts, where it says what they are about. */
function placedIn(source: string, file: string): (problem: Problem) => Problem {
  return (problem) => {
    if (problem.file !== undefined) return problem
    const path = parsePath(problem.path)
    const offset = path && locateInSource(source, path)
    return { ...problem, file, ...(offset === undefined ? {} : positionsIn(source)(offset)) }
  }
}

/** Refuses syntax errors, and keys that are written twice: of two components with one name the last would win silently. */
async function checkedBundle(file: string): Promise<Bundle> {
  const bundle = await bundlePlatform(file).catch((error: unknown) => {
    if (!isBuildFailure(error)) throw error
    throw new ChartError(error.errors.map((message) => sourceProblem(message, 'platform-syntax')))
  })
  const duplicates = bundle.warnings.filter(({ id }) => id === 'duplicate-object-key')
  refuse(duplicates.map((message) => sourceProblem(message, 'duplicate-key')))
  return bundle
}

function sourceProblem({ text, location }: Message, code: string): Problem {
  return {
    code,
    path: 'platform.ts',
    ...(location
      ? { file: resolve(location.file), line: location.line, column: location.column + 1 }
      : {}),
    message: text.replace(/ in object literal$/, ': the second one would replace the first'),
    ...(code === 'duplicate-key' ? { hint: 'give one of them another name' } : {}),
  }
}

/** Runs the bundle from memory, so that nothing is written beside platform.ts. */
async function run(bundle: Bundle, file: string): Promise<unknown> {
  const code = Buffer.from(bundle.code).toString('base64')
  try {
    return await import(`data:text/javascript;base64,${code}`)
  } catch (error) {
    if (error instanceof ChartError) throw error
    throw new ChartError([thrown(error, bundle, file)])
  }
}

function thrown(error: unknown, bundle: Bundle, file: string): Problem {
  const { message, stack = '' } = error instanceof Error ? error : { message: String(error) }
  return {
    code: 'platform-throws',
    path: 'platform.ts',
    file,
    ...placeOf(stack, bundle, file),
    message: `platform.ts throws: ${message}`,
    hint: 'the compiler may say more: npx --no tsc -- --noEmit, where TypeScript is installed',
  }
}

/** Where the bundle's own code stands in a stack, as the place in its source. */
function placeOf(
  stack: string,
  { map }: Bundle,
  file: string,
): Pick<Problem, 'file' | 'line' | 'column'> {
  const [, line, column] = /data:text\/javascript[^:\s]*:(\d+):(\d+)/.exec(stack) ?? []
  if (line === undefined || column === undefined) return {}
  const sources = new SourceMap(JSON.parse(map)) // as esbuild writes it
  const entry = sources.findEntry(Number(line) - 1, Number(column) - 1)
  if (!('originalSource' in entry)) return {}
  return {
    file: resolve(dirname(file), entry.originalSource),
    line: entry.originalLine + 1,
    column: entry.originalColumn + 1,
  }
}

function platformOf(module: unknown, file: string): Platform {
  const found = (module as { readonly default?: unknown }).default // a module namespace
  if (typeof found === 'object' && found !== null && 'components' in found) return found as Platform // checkPlatform looks at the rest
  throw new ChartError([
    {
      code: 'platform-not-exported',
      path: 'platform.ts',
      file,
      message: 'platform.ts has no default export that is a platform',
      hint: 'end it with: export default definePlatform({ components: { … } })',
    },
  ])
}
