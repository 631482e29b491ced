import { type Fields, fields, items } from '../fields.ts'
import { kindSchema, type KubernetesSchema } from '../kubernetes-schemas.ts'
import { duplicates } from './duplicates.ts'
import { rule, type Rule } from './rule.ts'

/**
 * The rule that Helm 4's server-side apply enforces at install time, and nothing before: lists such
 * as env, ports, volumes and volumeMounts are maps to it.
 */
export const mergeListRules: readonly Rule[] = [
  rule('a list that server-side apply merges by key has each key once', ({ manifests }) =>
    manifests.flatMap((manifest) =>
      repeatedItems(manifest.body).map((repetition) => ({ manifest, ...repetition })),
    ),
  ),
]

/** A key that two items of a list share. */
export interface Repetition {
  /** Where the list is: `spec.template.spec.containers[0].env`. */
  readonly at: string
  /** `name LOG_LEVEL is there twice` */
  readonly detail: string
}

/** The items of an object's lists that server-side apply refuses to tell apart. */
export function repeatedItems(object: Fields): readonly Repetition[] {
  const { apiVersion, kind } = object
  const schema = kindSchema(String(apiVersion), String(kind))
  return schema ? repetitions(schema, schema, object, '') : []
}

function repetitions(
  root: KubernetesSchema,
  schema: KubernetesSchema,
  value: unknown,
  at: string,
): readonly Repetition[] {
  if (schema.$ref !== undefined) return repetitions(root, target(root, schema.$ref), value, at)
  if (Array.isArray(value)) return inList(root, schema, value, at)
  return Object.entries(fields(value)).flatMap(([key, inner]) => {
    const own = schema.properties?.[key] ?? schema.additionalProperties
    if (typeof own !== 'object') return []
    return repetitions(root, own, inner, at === '' ? key : `${at}.${key}`)
  })
}

function inList(
  root: KubernetesSchema,
  schema: KubernetesSchema,
  list: readonly unknown[],
  at: string,
): readonly Repetition[] {
  const keys = schema['x-kubernetes-list-map-keys']
  const names = keys ? items(list).map((item) => keyText(item, keys)) : setMembers(schema, list)
  const here = duplicates(names).map((name) => ({ at, detail: `${name} is there twice` }))
  const inner = list.flatMap((item, index) =>
    schema.items ? repetitions(root, schema.items, item, `${at}[${index}]`) : [],
  )
  return [...here, ...inner]
}

function setMembers(schema: KubernetesSchema, list: readonly unknown[]): readonly string[] {
  return schema['x-kubernetes-list-type'] === 'set' ? list.map(String) : []
}

/** `containerPort 8080, protocol TCP` */
function keyText(item: Readonly<Record<string, unknown>>, keys: readonly string[]): string {
  return keys.map((key) => `${key} ${String(item[key] ?? defaults[key])}`).join(', ')
}

/** What the API server fills in before it compares. */
const defaults: Readonly<Record<string, string>> = { protocol: 'TCP' }

function target(root: KubernetesSchema, reference: string): KubernetesSchema {
  return root.definitions?.[reference.replace('#/definitions/', '')] ?? {}
}
