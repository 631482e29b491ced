import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

const entries = ['src/index.ts', 'src/kind/index.ts', 'src/template/index.ts']

/** What `{ … }` of an import or an export names, without `type` and new names. */
function namesIn(braces: string): readonly string[] {
  return braces
    .split(',')
    .map((name) =>
      name
        .trim()
        .replace(/^type /, '')
        .replace(/ as .*$/, ''),
    )
    .filter((name) => name !== '')
}

interface Reference {
  readonly module: string
  /** Absent for all of them. */
  readonly names?: readonly string[]
}

/** What a source takes from other modules of the package, by `import` or by `export`. */
function references(file: string, word: 'export' | 'import'): readonly Reference[] {
  const form = new RegExp(
    `^${word} (?:type )?(?:\\{([^}]*)\\}|\\*|\\w+)\\s+from '(\\.[^']+)'`,
    'gm',
  )
  return [...readFileSync(file, 'utf8').matchAll(form)].map(([, braces, path = '']) => ({
    module: normalize(join(dirname(file), path)),
    ...(braces === undefined ? {} : { names: namesIn(braces) }),
  }))
}

const published = entries.flatMap((entry) => references(entry, 'export'))

const isPublic = (module: string, name: string): boolean =>
  published.some((one) => one.module === module && (one.names?.includes(name) ?? true))

/** Folders of the catalogue that are parts of kinds: the public entry has all that their index has. */
const shared = published
  .filter(({ module, names }) => names === undefined && module.startsWith('src/components/'))
  .map(({ module }) => dirname(module))

const kinds = readdirSync('src/components').filter(
  (folder) => !shared.includes(`src/components/${folder}`),
)

function sourcesOf(kind: string): readonly string[] {
  return (
    readdirSync(`src/components/${kind}`, { recursive: true, encoding: 'utf8' })
      // what tests import is no part of the kind
      .filter((file) => file.endsWith('.ts') && !/\.test(-d)?\.ts$/.test(file))
      .map((file) => `src/components/${kind}/${file}`)
  )
}

test('the catalogue has its kinds, and what they share', () => {
  expect(kinds).toEqual(expect.arrayContaining(['gateway', 'job', 'postgresql', 'service']))
  expect(shared).toEqual(['src/components/workload', 'src/components/store'])
})

test.each(kinds)('the kind %s imports nothing that a stranger could not', (kind) => {
  const own = `src/components/${kind}/`
  const hidden = sourcesOf(kind).flatMap((file) =>
    references(file, 'import')
      .filter(({ module }) => !module.startsWith(own))
      .flatMap(({ module, names }) =>
        (names ?? ['*'])
          .filter((name) => !isPublic(module, name))
          .map((name) => `${file}: ${name} of ${module}`),
      ),
  )
  expect(hidden).toEqual([])
})

test.each(kinds)('the kind %s is made by defineKind', (kind) => {
  const sources = sourcesOf(kind).map((file) => readFileSync(file, 'utf8'))
  expect(sources.filter((source) => /= defineKind\(\{/.test(source))).toHaveLength(1)
})

const isSource = (file: string): boolean => file.endsWith('.ts')

test('the builders of Kubernetes objects know neither platforms nor kinds', () => {
  const files = readdirSync('src/kubernetes', { recursive: true, encoding: 'utf8' })
  const above = files.filter(isSource).flatMap((file) =>
    references(`src/kubernetes/${file}`, 'import')
      .filter(({ module }) => /^src\/(components|platform|kind)\//.test(module))
      .filter(({ module }) => module !== 'src/components/workload/values.ts') // types of values, and nothing else
      .map(({ module }) => `${file}: ${module}`),
  )
  expect(above).toEqual([])
})
