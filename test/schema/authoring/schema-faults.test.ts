import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { schemaFaults } from '../../../src/schema/authoring/schema-faults.ts'
import { namedTypes } from '../../../src/schema/authoring/shared-types.ts'
import { checkSchema } from '../../../src/validate/check-schema.ts'
import { defaultsOf } from '../../../src/values/defaults.ts'
import { resolveSchema } from '../../../src/schema/load-schema.ts'
import type { Schema } from '../../../src/schema/schema.ts'
import { projectDirectory } from '../../default-project.ts'

const file = `${projectDirectory}examples/kinds/mysql/kinds/mysql/schema.json`
const schema = JSON.parse(readFileSync(file, 'utf8')) as Schema

/** Every place of some JSON, as steps. */
function stepsIn(json: unknown, steps: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof json !== 'object' || json === null) return [steps]
  const inside = Object.entries(json).flatMap(([key, value]) => stepsIn(value, [...steps, key]))
  return [steps, ...inside]
}

/** The JSON with something else at one place. */
function replaced(json: unknown, [step, ...rest]: readonly string[], by: unknown): unknown {
  if (step === undefined) return by
  if (Array.isArray(json))
    return json.map((item: unknown, i) => (String(i) === step ? replaced(item, rest, by) : item))
  const map = json as Readonly<Record<string, unknown>>
  return { ...map, [step]: replaced(map[step], rest, by) }
}

const keywords =
  'type $ref default enum pattern properties required items not if x-keys x-when tsType title definitions dependencies minimum allOf'
const keyword = fc.constantFrom(...keywords.split(' '))

const anything = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(keyword, fc.jsonValue(), { maxKeys: 4 }),
  fc.constantFrom('#/definitions/a', 'object', 'string', '^[a', '^a{2000}$', '^(a|b)*$'),
)

test('whatever a schema is, it is right or told to be wrong', () => {
  const places = stepsIn(schema)
  let right = 0
  fc.assert(
    fc.property(fc.constantFrom(...places), anything, (steps, by) => {
      const mutant = replaced(schema, steps, by)
      const faults = schemaFaults(mutant)
      if (faults.length > 0) return
      right += 1
      const resolved = resolveSchema(mutant as Schema)
      expect(namedTypes(resolved)).toHaveLength(1)
      expect(checkSchema(resolved, defaultsOf(resolved))).toEqual([])
    }),
    { numRuns: 2000 },
  )
  expect(right).toBeGreaterThan(20)
})
