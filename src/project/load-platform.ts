import { register } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Message, transform } from 'esbuild'
import { ChartError, type Problem } from '../errors/chart-error.ts'
import type { Platform } from '../platform/define-platform.ts'
import { readProjectFile } from './read-project-file.ts'

/** Runs platform.ts and gives what it exports. Throws with file and line when that does not work. */
export async function loadPlatform(path: string): Promise<Platform> {
  const file = resolve(path)
  const source = await readProjectFile(
    file,
    'it describes the platform: export default definePlatform({ … })',
  )
  await checkSource(source, file)
  return platformOf(await run(file), file)
}

/** Syntax errors, and keys that are written twice: of two components with one name the last would win silently. */
async function checkSource(source: string, file: string): Promise<void> {
  const result = await transform(source, {
    loader: 'ts',
    logLevel: 'silent',
    sourcefile: file,
  }).catch((error: unknown) => {
    const errors = (error as { readonly errors?: readonly Message[] }).errors // esbuild's own failure has them
    throw errors
      ? new ChartError(errors.map((message) => sourceProblem(message, file, 'platform-syntax')))
      : error
  })
  const duplicates = result.warnings.filter(({ id }) => id === 'duplicate-object-key')
  if (duplicates.length > 0) {
    throw new ChartError(duplicates.map((message) => sourceProblem(message, file, 'duplicate-key')))
  }
}

function sourceProblem({ text, location }: Message, file: string, code: string): Problem {
  return {
    code,
    path: 'platform.ts',
    file,
    ...(location ? { line: location.line, column: location.column + 1 } : {}),
    message: text.replace(/ in object literal$/, ': the second one would replace the first'),
    ...(code === 'duplicate-key' ? { hint: 'give one of them another name' } : {}),
  }
}

let registered = false

function readTypeScript(): void {
  if (registered) return
  registered = true
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const ourselves = new URL(`../index.${extension}`, import.meta.url).href
  register(new URL(`./typescript-hooks.${extension}`, import.meta.url), { data: ourselves })
  process.setSourceMapsEnabled(true) // so that the stack of an error has lines of platform.ts
}

async function run(file: string): Promise<unknown> {
  readTypeScript()
  try {
    return await import(pathToFileURL(file).href)
  } catch (error) {
    if (error instanceof ChartError) throw error
    throw new ChartError([thrown(error, file)])
  }
}

function thrown(error: unknown, file: string): Problem {
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: '' }
  const place = new RegExp(`${literal(file)}:(\\d+):(\\d+)`).exec(stack ?? '')
  return {
    code: 'platform-throws',
    path: 'platform.ts',
    file,
    ...(place ? { line: Number(place[1]), column: Number(place[2]) } : {}),
    message: `platform.ts throws: ${message}`,
    hint: 'the compiler may say more: npx tsc --noEmit',
  }
}

const literal = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')

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
