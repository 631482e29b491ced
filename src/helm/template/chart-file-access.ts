import type { ChartFileTexts } from '../merge/chart-values.ts'
import type { Method } from './evaluate-pipeline.ts'
import { goPrint } from './go-print.ts'
import { Unread } from './unread.ts'
import { writeYaml } from '../yaml/write-yaml.ts'

/** `.Files` of a chart: those that are no templates, subcharts, values or metadata. */
export function filesOf({ paths, textOf }: ChartFileTexts): Readonly<Record<string, Method>> {
  const own = paths.filter((path) => !reserved.test(path))
  const read = (path: string): string => textOf(path) ?? unreadable(path)
  const get = (path: unknown): string => {
    const name = goPrint(path)
    return own.includes(name) ? read(name) : ''
  }
  return {
    Get: get,
    GetBytes: get,
    Lines: (path) => get(path).replace(/\n$/, '').split('\n'),
    Glob: (pattern) => matching(own, goPrint(pattern), read),
  }
}

const reserved =
  /^(?:templates\/|charts\/(?!.*\.prov$)|Chart\.(?:yaml|lock)$|values\.yaml$|values\.schema\.json$)/

function unreadable(path: string): never {
  throw new Unread(`the file ${path}`)
}

/** A map of the files, which has methods, too. */
function matching(
  paths: readonly string[],
  pattern: string,
  read: (path: string) => string,
): Readonly<Record<string, unknown>> {
  const expression = glob(pattern)
  const files = paths
    .filter((path) => expression.test(path))
    .map((path) => [path, read(path)] as const)
  const byName = (change: (text: string) => string): string => {
    const named = files.map(([path, text]) => [path.split('/').at(-1) ?? '', change(text)] as const)
    if (named.length === 0) return ''
    return writeYaml(Object.fromEntries(named.toSorted())).replace(/\n$/, '')
  }
  const methods: Readonly<Record<string, Method>> = {
    AsConfig: () => byName((text) => text),
    AsSecrets: () => byName((text) => Buffer.from(text).toString('base64')),
    Get: (path) => Object.fromEntries(files)[goPrint(path)] ?? '',
  }
  const hidden = Object.entries(methods).map(([name, value]) => [name, { value }] as const)
  return Object.defineProperties(Object.fromEntries(files), Object.fromEntries(hidden))
}

/** As gobwas/glob has it, with a slash between names. */
function glob(pattern: string): RegExp {
  const source = pattern.replaceAll(
    /\*\*|[*?{},]|[\\^$.|+()[\]]/g,
    (mark) => glyphs[mark] ?? `\\${mark}`,
  )
  return new RegExp(`^${source}$`, 's')
}

const glyphs: Readonly<Record<string, string>> = {
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
  '{': '(?:',
  '}': ')',
  ',': '|',
}
