import * as fc from 'fast-check'
import { leavesOf } from '../../src/schema/leaves.ts'
import { overlay } from '../../src/helm/merge/overlay.ts'
import type { Schema } from '../../src/schema/schema.ts'
import type { Value, Values } from '../../src/values/value.ts'
import { writeYaml } from '../../src/helm/yaml/write-yaml.ts'
import { anyDocument } from './any-document.ts'
import { oddScalars } from './odd-scalars.ts'

/**
 * Texts of values files: what a schema accepts, and the same with something wrong or strange in it;
 * `types` is the schema with every shape in its place.
 */
export function anyValuesFile(schema: Schema, types: Schema): fc.Arbitrary<string> {
  const whole = anyDocument(schema)
  const document = fc.oneof({ arbitrary: fc.constant({}), weight: 3 }, whole)
  const place = fc.constantFrom(...leavesOf(types).map(({ path }) => path))
  const changed = fc
    .tuple(document, place, anyPayload)
    .map(([values, path, payload]) => written(values, path, payload))
  const mistyped = fc
    .tuple(document, place, fc.nat(), anyTypo)
    .map(([values, path, at, typo]) => written(values, mistype(path, at, typo), '1'))
  const twice = fc.tuple(changed, changed).map((both) => both.join('')) // the last of equal keys wins
  // go-yaml takes a dash between braces for a list, which YAML forbids, as do we
  const inBraces = anyPayload.filter((payload) => !/^-( |$)/.test(payload))
  const merged = fc.tuple(place, place, inBraces).map(withMergeKey)
  return fc.oneof(
    whole.map(writeYaml),
    { arbitrary: changed, weight: 4 },
    { arbitrary: mistyped, weight: 2 },
    twice.filter((text) => !text.includes('{}\n')),
    merged,
  )
}

/** YAML of a value, on one line. */
const anyPayload: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...oddScalars),
  fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })).map(String),
  fc.constantFrom('[]', '{}', '[a]', '{a: 1}', '[1, [2]]', '{a: {b: null}}', '""', 'true', 'null'),
  fc.string().map((text) => JSON.stringify(text)),
)

const marker = 'here-stands-the-payload'

/** Values as YAML, with the payload at a path. */
function written(values: Values, path: readonly string[], payload: string): string {
  const inside = path.reduceRight<Value>((inner, key) => ({ [key]: inner }), marker)
  return writeYaml(overlay(values, inside as Values)).replace(marker, () => payload)
}

type Typo = (key: string) => string

const anyTypo: fc.Arbitrary<Typo> = fc.constantFrom<Typo>(
  (key) => key.slice(0, -1) || 'x',
  (key) => `${key}s`,
  (key) => `${key.slice(0, 1)}${key}`,
  (key) => key.toUpperCase(),
  (key) => key.replace(/(.)(.)$/, '$2$1'),
  (key) => ` ${key}`,
  (key) => key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
)

function mistype(path: readonly string[], at: number, typo: Typo): readonly string[] {
  return path.map((key, index) => (index === at % path.length ? typo(key) : key))
}

/** One component takes over what another one has, and says one thing of its own. */
function withMergeKey([from, to, payload]: [readonly string[], readonly string[], string]): string {
  const [first = '', key = '', ...rest] = from
  const [second = ''] = to
  const value = rest.reduceRight((inner, one) => `{${JSON.stringify(one)}: ${inner}}`, payload)
  return `${first}: &base\n  ${key}: ${value}\n${second}:\n  <<: *base\n  replicas: 2\n`
}
