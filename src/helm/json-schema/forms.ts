import { isTable } from '../merge/coalesce.ts'
import { compareNumbers, isNumber, isWhole } from './exact-number.ts'
import type { Draft } from './draft.ts'
import { twins } from './equal.ts'
import { formats } from './go-formats.ts'

/** A schema inside the value of a keyword, with the steps that lead to it. */
export interface Inner {
  readonly steps: readonly string[]
  readonly schema: unknown
}

/** What the value of a keyword must be. */
export interface Form {
  /** Ends the sentence "KEYWORD must be". */
  readonly words: string
  readonly fits: (value: unknown) => boolean
  /** The schemas in a value that fits. */
  readonly inner?: (value: unknown) => readonly Inner[]
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)
const isFilled = (value: unknown): boolean => isList(value) && value.length > 0
const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isTable(value) && !isNumber(value)

const ofFormat =
  (format: string) =>
  (value: unknown): boolean =>
    isText(value) && formats.get(format)?.(value) !== false

const isSetOf =
  (fits: (item: unknown) => boolean) =>
  (value: unknown): boolean =>
    isList(value) && value.every(fits) && twins(value) === undefined

const isTypeName = (value: unknown): boolean =>
  isText(value) && /^(?:array|boolean|integer|null|number|object|string)$/.test(value)

const itself = (schema: unknown): readonly Inner[] => [{ steps: [], schema }]
const each = (value: unknown): readonly Inner[] =>
  isList(value) ? value.map((schema, i) => ({ steps: [String(i)], schema })) : []
const everyEntry = (value: unknown): readonly Inner[] =>
  isMap(value) ? Object.entries(value).map(([key, schema]) => ({ steps: [key], schema })) : []

const uniqueTexts = isSetOf(isText)

const text = { words: 'text', fits: isText }
const flag = { words: 'true or false', fits: isFlag }
const list = { words: 'a list', fits: isList }
const number = { words: 'a number', fits: isNumber }
const positive = {
  words: 'a number above 0',
  fits: (value: unknown) => isNumber(value) && compareNumbers(value, 0) > 0,
}
const count = {
  words: 'a whole number of at least 0',
  fits: (value: unknown) => isNumber(value) && isWhole(value) && compareNumbers(value, 0) >= 0,
}
const regex = { words: "a regular expression of Go's syntax, RE2", fits: ofFormat('regex') }
const url = { words: 'an absolute URL', fits: ofFormat('uri') }
const reference = { words: 'a URL', fits: ofFormat('uri-reference') }
const hasNoFragment = (value: string): boolean => /^[^#]*#?$/.test(value)
const identifier = {
  words: 'a URL without a fragment',
  fits: (value: unknown) => isText(value) && reference.fits(value) && hasNoFragment(value),
}
const anchor2019 = {
  words: 'a plain name',
  fits: (value: unknown) => isText(value) && /^[A-Za-z][-A-Za-z0-9.:_]*$/.test(value),
}
const anchor = {
  words: 'a plain name',
  fits: (value: unknown) => isText(value) && /^[A-Za-z_][-A-Za-z0-9._]*$/.test(value),
}
const vocabulary = {
  words: 'a map of URLs to true or false',
  fits: (value: unknown) =>
    isMap(value) && Object.keys(value).every(url.fits) && Object.values(value).every(isFlag),
}
const type = {
  words: 'the name of a type, or a list of such names',
  fits: (value: unknown) => isTypeName(value) || (isFilled(value) && isSetOf(isTypeName)(value)),
}
const choices = {
  words: 'a list of different values',
  fits: (value: unknown) => isFilled(value) && isSetOf(() => true)(value),
}
const texts = { words: 'a list of different texts', fits: uniqueTexts }
const someTexts = {
  words: 'a list of different texts, and not empty',
  fits: (value: unknown) => isFilled(value) && uniqueTexts(value),
}
const mapOfTexts = {
  words: 'a map of lists of different texts',
  fits: (value: unknown) => isMap(value) && Object.values(value).every(uniqueTexts),
}
const schema = { words: 'a schema', fits: () => true, inner: itself }
const schemaOrFlag = {
  words: 'a schema, true or false',
  fits: (value: unknown) => isFlag(value) || isMap(value),
  inner: (value: unknown) => (isFlag(value) ? [] : itself(value)),
}
const schemas = { words: 'a list of schemas, and not empty', fits: isFilled, inner: each }
const schemaOrSchemas = {
  words: 'a schema, or a list of schemas that is not empty',
  fits: (value: unknown) => !isList(value) || value.length > 0,
  inner: (value: unknown) => (isList(value) ? each(value) : itself(value)),
}
const mapOfSchemas = { words: 'a map of schemas', fits: isMap, inner: everyEntry }
const byPattern = {
  words: "a map whose keys are regular expressions of Go's syntax, RE2",
  fits: (value: unknown) => isMap(value) && Object.keys(value).every(regex.fits),
  inner: everyEntry,
}
const dependencies = (isTexts: (value: unknown) => boolean): Form => ({
  words: 'a map of schemas, or of lists of different texts',
  fits: (value) =>
    isMap(value) && Object.values(value).every((one) => !isList(one) || isTexts(one)),
  inner: (value) => everyEntry(value).filter((one) => !isList(one.schema)),
})

type Row = readonly [form: Form, since: Draft, until: Draft, ...keywords: readonly string[]]

/** The keywords of each draft, by its own schema of schemas. */
const rows: readonly Row[] = [
  [text, 4, 2020, 'title', 'description', 'format'],
  [text, 7, 2020, '$comment', 'contentMediaType', 'contentEncoding'],
  [list, 7, 2020, 'examples'],
  [flag, 7, 2020, 'readOnly', 'writeOnly'],
  [flag, 2019, 2020, 'deprecated'],
  [url, 4, 2020, '$schema'],
  [text, 4, 4, 'id', '$ref'],
  [reference, 6, 7, '$id'],
  [reference, 6, 2020, '$ref'],
  [identifier, 2019, 2020, '$id'],
  [reference, 2019, 2020, '$recursiveRef'],
  [reference, 2020, 2020, '$dynamicRef'],
  [anchor2019, 2019, 2019, '$anchor'],
  [flag, 2019, 2019, '$recursiveAnchor'],
  [anchor, 2020, 2020, '$anchor', '$dynamicAnchor', '$recursiveAnchor'],
  [vocabulary, 2019, 2020, '$vocabulary'],
  [mapOfSchemas, 4, 2020, 'definitions', 'properties'],
  [mapOfSchemas, 2019, 2020, '$defs', 'dependentSchemas'],
  [mapOfSchemas, 4, 6, 'patternProperties'],
  [byPattern, 7, 2020, 'patternProperties'],
  [dependencies(someTexts.fits), 4, 4, 'dependencies'],
  [dependencies(uniqueTexts), 6, 2020, 'dependencies'],
  [schemas, 4, 2020, 'allOf', 'anyOf', 'oneOf'],
  [schemas, 2020, 2020, 'prefixItems'],
  [schemaOrSchemas, 4, 2019, 'items'],
  [schema, 2020, 2020, 'items'],
  [schemaOrFlag, 4, 4, 'additionalItems', 'additionalProperties'],
  [schema, 6, 2019, 'additionalItems'],
  [schema, 6, 2020, 'additionalProperties', 'contains', 'propertyNames'],
  [schema, 4, 2020, 'not'],
  [schema, 7, 2020, 'if', 'then', 'else'],
  [schema, 2019, 2020, 'unevaluatedItems', 'unevaluatedProperties', 'contentSchema'],
  [type, 4, 2020, 'type'],
  [choices, 4, 7, 'enum'],
  [list, 2019, 2020, 'enum'],
  [number, 4, 2020, 'minimum', 'maximum'],
  [flag, 4, 4, 'exclusiveMinimum', 'exclusiveMaximum'],
  [number, 6, 2020, 'exclusiveMinimum', 'exclusiveMaximum'],
  [positive, 4, 2020, 'multipleOf'],
  [count, 4, 2020, 'minLength', 'maxLength', 'minItems', 'maxItems'],
  [count, 4, 2020, 'minProperties', 'maxProperties'],
  [count, 2019, 2020, 'minContains', 'maxContains'],
  [regex, 4, 2020, 'pattern'],
  [flag, 4, 2020, 'uniqueItems'],
  [someTexts, 4, 4, 'required'],
  [texts, 6, 2020, 'required'],
  [mapOfTexts, 2019, 2020, 'dependentRequired'],
]

/** The forms that rest on a format, and what they are where formats are not asserted. */
const withoutFormat = new Map<Form, Form>([
  [url, text],
  [reference, text],
  [regex, text],
  [identifier, { ...identifier, fits: (value) => isText(value) && hasNoFragment(value) }],
  [byPattern, mapOfSchemas],
  [
    vocabulary,
    { ...vocabulary, fits: (value) => isMap(value) && Object.values(value).every(isFlag) },
  ],
])

const known = new Map<string, ReadonlyMap<string, Form>>()

/** The keywords of a draft with the forms of their values. */
export function formsOf(draft: Draft, assertsFormats: boolean): ReadonlyMap<string, Form> {
  const key = `${draft} ${assertsFormats}`
  const forms = known.get(key) ?? makeForms(draft, assertsFormats)
  known.set(key, forms)
  return forms
}

function makeForms(draft: Draft, assertsFormats: boolean): ReadonlyMap<string, Form> {
  const current = rows.filter(([, since, until]) => since <= draft && draft <= until)
  return new Map(
    current.flatMap(([form, , , ...keywords]) => {
      const used = assertsFormats ? form : (withoutFormat.get(form) ?? form)
      return keywords.map((keyword) => [keyword, used] as const)
    }),
  )
}

/** Whether something can be a schema of a draft at all. */
export function isSchemaOf(draft: Draft, value: unknown): boolean {
  return isMap(value) || (draft > 4 && isFlag(value))
}
