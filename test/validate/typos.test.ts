import { expect, test } from 'vitest'
import { checkSchema } from '../../src/validate/check-schema.ts'
import type { Value, Values } from '../../src/values/value.ts'
import type { Tool } from '../../src/verify/tools/find-family.ts'
import { writeYaml } from '../../src/helm/yaml/write-yaml.ts'
import { plan } from '../default-project.ts'
import { helms } from '../helm.ts'
import { badNames, helmVerdicts } from './helm-verdicts.ts'
import { type Place, placesIn, someOf } from '../schema/schema-places.ts'

const { schema } = plan

/** A values file that sets one key. */
interface File {
  readonly path: string
  readonly values: Values
}

const places = placesIn(schema)
const values = places.map(valueFor)
const correct = places.map(({ path, file }, i): File => ({ path, values: file(values[i] ?? '') }))
const mistyped = places.flatMap((place, i) => slips(place, values[i] ?? ''))

function valueFor({ path, schema: own, file }: Place): Value {
  const fits = (value: Value): boolean => checkSchema(schema, file(value)).length === 0
  const found = someOf(own, schema, 1).find(fits) ?? someOf(own, schema, 50).find(fits)
  if (found === undefined) throw new Error(`nothing fits ${path}`)
  return found
}

/** The same files with the key mistyped, in each way that does not give another key. */
function slips({ path, known, file }: Place, value: Value): readonly File[] {
  return typosOf(path.slice(path.lastIndexOf('.') + 1))
    .filter((typo) => !known.includes(typo))
    .map((typo) => ({ path: `${path} as ${typo}`, values: file(value, typo) }))
}

function typosOf(key: string): readonly string[] {
  const typos = [
    key.slice(0, -1),
    `${key}s`,
    key.slice(0, 1) + key,
    key.replace(/(.)(.)$/, '$2$1'),
    key.charAt(0).toUpperCase() + key.slice(1),
    key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  ]
  return [...new Set(typos)].filter((typo) => typo !== key && typo !== '')
}

const isNamed = ({ values }: File): boolean => badNames(checkSchema(schema, values)) > 0
const named = mistyped.filter(isNamed)
const others = mistyped.filter((file) => !isNamed(file))

test.each(helms)(
  `Helm $version takes each of the ${places.length} keys, and none of their ${mistyped.length} typos`,
  { timeout: 300_000 },
  async (helm) => {
    expect(places.length).toBeGreaterThan(1000)
    expect(await accepted(helm, correct)).toEqual(correct.map(({ path }) => path))
    expect(await accepted(helm, others)).toEqual([])
    const { badNames } = await helmVerdicts(helm, chart, named.map(textOf))
    expect(badNames).toBe(named.length)
  },
)

const chart = { schema, values: {} }
const textOf = ({ values }: File): string => writeYaml(values)

/** Helm reads no file of more than 5 MiB. */
const atOnce = 5_000

async function accepted(helm: Tool, files: readonly File[]): Promise<readonly string[]> {
  const [some, more] = [files.slice(0, atOnce), files.slice(atOnce)]
  const verdicts = await helmVerdicts(helm, chart, some.map(textOf))
  const taken = some.filter((_, i) => verdicts.accepted[i]).map(({ path }) => path)
  return more.length === 0 ? taken : [...taken, ...(await accepted(helm, more))]
}
