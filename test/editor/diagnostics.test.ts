import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Table } from '../../src/helm/merge/coalesce.ts'
import { type Locate, nowhere } from '../../src/values/locate.ts'
import { schemaProblems } from '../../src/validate/schema-problems.ts'
import { readYaml } from '../../src/helm/yaml/parse.ts'
import { plan, projectDirectory } from '../default-project.ts'
import { type LanguageServer, startLanguageServer } from './language-server.ts'
import { underlined, withoutMarks } from './marked-text.ts'
import { modeline, profile, type ValuesFile, valuesFiles } from './values-files.ts'

let server: LanguageServer
beforeAll(async () => {
  server = await startLanguageServer(projectDirectory)
})
afterAll(async () => server.stop())

describe.each(Object.entries(valuesFiles))('%s', (_, file) => {
  it('has nothing underlined', async () => {
    expect(await server.diagnose(file.path, file.text)).toEqual([])
  })

  it('has a typo in any key underlined, and nothing else', async () => {
    const typos = typosIn(file)
    const found = await Promise.all(
      typos.map(async (typo) => {
        const text = withoutMarks(typo)
        return underlined(text, await server.diagnose(file.path, text))
      }),
    )
    expect(typos.length).toBeGreaterThan(5)
    expect(found).toEqual(typos)
  })
})

/** The text with one of its keys misspelt and marked, for each of them. */
function typosIn({ text, document, keys }: ValuesFile): readonly string[] {
  return keys.map((path) => {
    const { line = 0, column = 0 } = document.positionOf(path, 'key') ?? {}
    const lines = text.split('\n')
    const [key = '', found = ''] = [path.at(-1), lines[line - 1]]
    const [before, after] = [found.slice(0, column - 1), found.slice(column - 1 + key.length)]
    return lines.with(line - 1, `${before}«${key}x»${after}`).join('\n')
  })
}

/** Seeded mistakes, the place marked; and what the editor says. */
const mistakes = {
  'a mistyped component': ['«orderss»:\n  replicas: 1\n', 'Property orderss is not allowed.'],
  'a mistyped key': ['orders:\n  «replicass»: 1\n', 'Property replicass is not allowed.'],
  'a mistyped key below': [
    'orders:\n  autoscaling:\n    «maxReplica»: 1\n',
    'Property maxReplica is not allowed.',
  ],
  'a wrong type': ['orders:\n  replicas: «two»\n', 'Incorrect type. Expected "integer".'],
  'a wrong type in a map of any keys': [
    'orders:\n  config:\n    LOG_LEVEL: «3»\n',
    'Incorrect type. Expected "string".',
  ],
  'a number below the range': ['orders:\n  replicas: «-1»\n', 'Value is below the minimum of 0.'],
  'a number above the range': [
    'orders:\n  spot:\n    weight: «101»\n',
    'Value is above the maximum of 100.',
  ],
  'no value of an enumeration': [
    'orders:\n  image:\n    pullPolicy: «Sometimes»\n',
    'Value is not accepted. Valid values: "Always", "IfNotPresent", "Never".',
  ],
  'a text that misses its pattern': [
    'orders:\n  resources:\n    requests:\n      cpu: «lots»\n',
    'must be a CPU quantity such as "250m" or "0.5"',
  ],
  'a pattern in an item of a list': [
    'gateway:\n  trustedProxies:\n    - 10.0.0.0/8\n    - «10.0.0»\n',
    'must be a block of addresses such as "10.0.0.0/8" or "fd00::/8", with zeros beyond its prefix',
  ],
  'two values that do not go together': [
    'orders:\n  strategy:\n    maxSurge: 0\n    maxUnavailable: «0%»\n',
    'must not be 0 where maxSurge is 0, or no pod could ever be replaced',
  ],
} as const

describe.each(Object.entries(mistakes))('%s', (_, [marked, message]) => {
  const text = modeline + withoutMarks(marked)

  it('is underlined where it is, and explained', async () => {
    const diagnostics = await server.diagnose(profile, text)
    expect(underlined(text, diagnostics)).toBe(modeline + marked)
    expect(diagnostics.map((one) => one.message)).toEqual([message])
  })

  it('is where validate sees it, too', () => {
    const [document] = readYaml(text).documents
    const locate: Locate = (path, part) => {
      const position = document?.positionOf(path, part)
      return position && { file: profile, ...position }
    }
    const problems = schemaProblems(plan.schema, document?.data as Table, { ...nowhere, locate })
    const above = `${modeline}${marked}`.split('«')[0]?.split('\n') ?? []
    const start = [above.length, (above.at(-1) ?? '').length + 1]
    expect(problems.map(({ line, column }) => [line, column])).toEqual([start])
  })
})
