import { didYouMean } from '../../errors/suggestion.ts'
import type { YamlPath } from '../../helm/yaml/yaml-path.ts'
import { checkSchema } from '../../validate/check-schema.ts'
import { defaultsOf } from '../../values/defaults.ts'
import { loadSchema, resolveSchema } from '../load-schema.ts'
import type { Schema } from '../schema.ts'
import { own } from '../../values/value.ts'
import { ruleInWords } from '../../validate/schema-rules.ts'
import { keywordFaults } from './keyword-faults.ts'
import { placesIn } from './places.ts'
import { referenceRule, rules } from './rules.ts'
import { sharedTypes, typeName } from './shared-types.ts'

/** What is wrong with a schema that an author of a kind wrote. */
export interface SchemaFault {
  readonly code: string
  /** Where it stands, as steps through the JSON. */
  readonly steps: YamlPath
  readonly message: string
  readonly hint: string
}

/**
 * Everything that is wrong with the schema of a kind's values, as it was written: the rules are those
 * to which the tests hold the schemas of this package.
 */
export function schemaFaults(written: unknown): readonly SchemaFault[] {
  const keywords = keywordFaults(written)
  if (keywords.length > 0) return keywords
  const schema = written as Schema // its keywords are of their types
  const references = [...headFaults(schema), ...referenceFaults(schema)]
  if (references.some(({ code }) => code === 'schema-reference')) return references
  return [...references, ...ruleFaults(schema)]
}

function headFaults({
  $schema,
  title = '',
  description,
  type,
  properties = {},
}: Schema): readonly SchemaFault[] {
  const fault = (steps: YamlPath, message: string, hint: string): readonly SchemaFault[] => [
    { code: 'schema-head', steps, message, hint },
  ]
  const draft = 'http://json-schema.org/draft-07/schema#'
  return [
    ...($schema === draft
      ? []
      : fault(['$schema'], 'a schema of values is one of draft-07', `write "$schema": "${draft}"`)),
    ...(/^[A-Z][-A-Za-z0-9 ]*$/.test(title)
      ? []
      : fault(
          ['title'],
          'a schema of values has a title, which becomes the name of its type',
          'write "title": "Memcached", with letters, digits and blanks',
        )),
    ...(description
      ? []
      : fault(
          [],
          'a schema of values has a description',
          'write "description": "A memcached server"',
        )),
    ...(type === 'object'
      ? []
      : fault([], 'the values of a component are an object', 'write "type": "object"')),
    ...(properties['enabled']
      ? []
      : fault(
          ['properties'],
          'every component has the value enabled, by which it is switched off',
          'add "enabled", a boolean with the default true',
        )),
    ...(properties['global']
      ? []
      : fault(
          ['properties'],
          'every component has the values below global',
          'write "global": { "$ref": "global.schema.json" }',
        )),
  ]
}

function referenceFaults(schema: Schema): readonly SchemaFault[] {
  const own = Object.entries(schema.definitions ?? {}).flatMap(([name, definition]) =>
    placesIn(definition).map((place) => ({
      ...place,
      steps: ['definitions', name, ...place.steps],
    })),
  )
  return [...placesIn(schema), ...own].flatMap(({ schema: one, steps, role }) => [
    ...(referenceRule(one)
      ? []
      : [
          {
            code: 'schema-beside-reference',
            steps,
            message: 'a schema of values has nothing but annotations beside a $ref',
            hint: 'keep title, description, default, writeOnly, x-when and x-reserved, or write the shape out',
          },
        ]),
    ...(one.$ref === undefined ? [] : unknownReference(one.$ref, schema, steps)),
    ...(role === 'root' ? [] : typeFaults(one, steps)),
  ])
}

/** `definitions.schema.json#/definitions/image`, `global.schema.json`, or `#/definitions/…` of its own. */
function unknownReference($ref: string, schema: Schema, steps: YamlPath): readonly SchemaFault[] {
  const shared = Object.keys(loadSchema('definitions').definitions ?? {})
  const own = Object.keys(schema.definitions ?? {})
  const known = [
    'global.schema.json',
    ...shared.map((name) => `definitions.schema.json#/definitions/${name}`),
    ...own.map((name) => `#/definitions/${name}`),
  ]
  const at = { code: 'schema-reference', steps: [...steps, '$ref'] }
  if (!known.includes($ref)) {
    const all =
      'refer to "definitions.schema.json#/definitions/…", "global.schema.json" or "#/definitions/…"'
    return [{ ...at, message: `there is no shape ${$ref}`, hint: didYouMean($ref, known, all) }]
  }
  const isRound = $ref.startsWith('#') && leadsTo($ref, $ref, schema, new Set())
  return isRound
    ? [{ ...at, message: `${$ref} contains itself`, hint: 'values have no such shape' }]
    : []
}

/** Whether a definition of the schema refers to another one, directly or not. */
function leadsTo(from: string, to: string, schema: Schema, seen: Set<string>): boolean {
  if (seen.has(from)) return false
  seen.add(from)
  const definition = own(schema.definitions ?? {}, from.replace('#/definitions/', ''))
  const next = definition ? placesIn(definition).flatMap(({ schema: { $ref } }) => $ref ?? []) : []
  return next.some((one) => one === to || leadsTo(one, to, schema, seen))
}

/** Types are known by their names. */
function typeFaults(
  { title, tsType, properties }: Schema,
  steps: YamlPath,
): readonly SchemaFault[] {
  const faults: SchemaFault[] = []
  const name = typeName({ title: title ?? '' })
  if (title !== undefined && properties !== undefined && sharedTypes().has(name))
    faults.push({
      code: 'schema-type',
      steps: [...steps, 'title'],
      message: `${title} is the title of a shared shape, whose type would stand for this one`,
      hint: 'give it another title, or none',
    })
  if (tsType !== undefined && tsType !== 'VolumeSource')
    faults.push({
      code: 'schema-type',
      steps: [...steps, 'tsType'],
      message: `there is no type ${tsType} in chartwright/kind`,
      hint: 'write the shape out; VolumeSource is the one type that there is',
    })
  return faults
}

function ruleFaults(schema: Schema): readonly SchemaFault[] {
  const resolved = resolveSchema(schema)
  const places = placesIn(resolved)
  const broken = rules.flatMap(({ sentence, hint, isKept }) =>
    places
      .filter((place) => !isKept(place))
      .map(({ steps }) => {
        const message = `a schema of values ${sentence}`
        return { code: 'schema-rule', steps, message, hint }
      }),
  )
  return broken.length > 0 ? broken : defaultFaults(resolved)
}

/** The defaults are values like any others. */
function defaultFaults(schema: Schema): readonly SchemaFault[] {
  return checkSchema(schema, defaultsOf(schema)).map((violation) => ({
    code: 'schema-default',
    steps: [...violation.path.flatMap((step) => ['properties', step]), 'default'],
    message: `the default ${JSON.stringify(violation.value)} ${ruleInWords(violation)}`,
    hint: 'give it a default that the schema takes',
  }))
}
