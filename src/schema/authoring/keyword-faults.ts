import type { YamlPath } from '../../helm/yaml/yaml-path.ts'
import { isTable, type Table } from '../../helm/merge/coalesce.ts'
import { own } from '../../values/value.ts'
import type { SchemaFault } from './schema-faults.ts'

type Kind = (value: unknown) => boolean

const isText: Kind = (value) => typeof value === 'string'
const isNumber: Kind = (value) => typeof value === 'number'
const isCount: Kind = (value) => Number.isInteger(value) && (value as number) >= 0 // an integer
const isFlag: Kind = (value) => typeof value === 'boolean'
const listOf =
  (kind: Kind): Kind =>
  (value) =>
    Array.isArray(value) && value.every(kind)
const mapOf =
  (kind: Kind): Kind =>
  (value) =>
    isTable(value) && Object.values(value).every(kind)
const types = ['array', 'boolean', 'integer', 'number', 'object', 'string', 'null']
const isType: Kind = (value) => types.includes(value as string) // any value may be asked

/** What the value of each keyword is; those that hold schemas are walked through. */
const keywords: Readonly<Record<string, Kind>> = {
  $schema: isText,
  $ref: isText,
  $comment: isText,
  title: isText,
  description: isText,
  writeOnly: isFlag,
  type: (value) => isType(value) || (listOf(isType)(value) && (value as unknown[]).length > 0), // a list
  enum: Array.isArray,
  minimum: isNumber,
  maximum: isNumber,
  minLength: isCount,
  maxLength: isCount,
  pattern: isText,
  patternErrorMessage: isText,
  errorMessage: isText,
  doNotSuggest: isFlag,
  minItems: isCount,
  maxItems: isCount,
  uniqueItems: isFlag,
  required: listOf(isText),
  patternProperties: mapOf((value) => value === false),
  minProperties: isCount,
  maxProperties: isCount,
  tsType: isText,
  'x-when': isText,
  'x-keys': isText,
  'x-reserved': isText,
}

const schemas = ['additionalProperties', 'propertyNames', 'items', 'not', 'if', 'then', 'else']
const namedSchemas = ['properties', 'definitions', 'dependencies']

/** Keywords whose values are of the wrong type: nothing else can be said of such a schema. */
export function keywordFaults(written: unknown, steps: YamlPath = []): readonly SchemaFault[] {
  if (!isTable(written))
    return [wrong(steps, 'a schema is an object', 'write { "type": "string", … }')]
  return Object.entries(written).flatMap(([keyword, value]) => {
    const at = [...steps, keyword]
    if (schemas.includes(keyword))
      return isFlag(value) && keyword === 'additionalProperties' ? [] : keywordFaults(value, at)
    if (namedSchemas.includes(keyword)) return namedFaults(keyword, value, at)
    const isRight = own(keywords, keyword)
    if (!isRight || isRight(value)) return []
    return [
      wrong(
        at,
        `${keyword} cannot be ${JSON.stringify(value)}`,
        'see JSON Schema, draft-07, on this keyword',
      ),
    ]
  })
}

function namedFaults(keyword: string, value: unknown, at: YamlPath): readonly SchemaFault[] {
  if (!isTable(value))
    return [wrong(at, `${keyword} is an object of schemas`, 'write { "name": { … } }')]
  return Object.entries(value as Table).flatMap(([name, one]) =>
    name === '__proto__'
      ? [wrong([...at, name], `${name} cannot be a name`, 'give it another one')]
      : keywordFaults(one, [...at, name]),
  )
}

function wrong(steps: YamlPath, message: string, hint: string): SchemaFault {
  return { code: 'schema-keyword', steps, message, hint }
}
