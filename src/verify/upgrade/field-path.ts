import { isDeepStrictEqual } from 'node:util'
import { fields, type Fields } from '../fields.ts'

/** One step into an object: a key of a map, or an item of a list by its keys, its value or its index. */
export type FieldStep =
  | { readonly field: string }
  | { readonly keys: Fields }
  | { readonly value: unknown }
  | { readonly index: number }

/** Where a field is, as server-side apply names it. */
export type FieldPath = readonly FieldStep[]

/**
 * The fields that a manager owns: the leaves of a `fieldsV1`, and the items of lists that it added. To
 * own a map (`.`) says only that it is there.
 */
export function ownedFields(fieldsV1: unknown, above: FieldPath = []): readonly FieldPath[] {
  const [last, keys] = [above.at(-1), Object.keys(fields(fieldsV1))]
  const isItem = last !== undefined && !('field' in last)
  const isOwned = keys.length === 0 || (isItem && keys.includes('.'))
  return [
    ...(isOwned && last !== undefined ? [above] : []),
    ...Object.entries(fields(fieldsV1)).flatMap(([name, below]) =>
      name === '.' ? [] : ownedFields(below, [...above, parseStep(name)]),
    ),
  ]
}

/** `f:replicas`, `k:{"name":"orders"}`, `v:"a"`, `i:0`. */
function parseStep(text: string): FieldStep {
  const [kind, rest] = [text.slice(0, 2), text.slice(2)]
  if (kind === 'k:') return { keys: fields(JSON.parse(rest)) }
  if (kind === 'v:') return { value: JSON.parse(rest) as unknown }
  return kind === 'i:' ? { index: Number(rest) } : { field: rest }
}

/** What an object has at a path; undefined where there is nothing. */
export function fieldAt(object: unknown, path: FieldPath): unknown {
  return path.reduce(stepInto, object)
}

function stepInto(from: unknown, step: FieldStep): unknown {
  if ('field' in step) return fields(from)[step.field]
  if (!Array.isArray(from)) return undefined
  if ('index' in step) return from[step.index]
  return from.find((item) =>
    'keys' in step ? hasKeys(item, step.keys) : isDeepStrictEqual(item, step.value),
  )
}

/** The API server fills in the protocol of a port before it compares keys. */
function hasKeys(item: unknown, keys: Fields): boolean {
  const own: Fields = { protocol: 'TCP', ...fields(item) }
  return Object.entries(keys).every(([key, value]) => isDeepStrictEqual(own[key], value))
}

/** `spec.template.spec.containers[orders].image`, `metadata.annotations["example.com/note"]`. */
export function fieldText(path: FieldPath): string {
  return path.map(stepText).join('').replace(/^\./, '')
}

function stepText(step: FieldStep): string {
  if ('field' in step) return /[./]/.test(step.field) ? `["${step.field}"]` : `.${step.field}`
  if ('index' in step) return `[${step.index}]`
  return 'value' in step ? `[${JSON.stringify(step.value)}]` : `[${keysText(step.keys)}]`
}

function keysText(keys: Fields): string {
  const telling = Object.entries(keys).filter(
    ([key, value]) => !(key === 'protocol' && value === 'TCP'),
  )
  if (telling.length === 1 && telling[0]?.[0] === 'name') return String(telling[0][1])
  return telling.map(([key, value]) => `${key}=${String(value)}`).join(',')
}
