import { isDeepStrictEqual } from 'node:util'
import { isTable } from '../helm/merge/coalesce.ts'
import type { Schema } from '../schema/schema.ts'
import { groupOf } from '../verify/manifest.ts'
import type { ObjectChange } from './object-changes.ts'

/** What may break an upgrade besides, as far as something changed that nobody looked at here. */
export function notCompared(
  objects: readonly ObjectChange[],
  from: Schema,
  to: Schema,
): readonly string[] {
  const kinds = objects
    .filter(({ change, apiVersion }) => change === 'changed' && !groups.test(groupOf(apiVersion)))
    .map(({ kind }) => `what the operator of ${kind} lets change`)
  const keywords = isDeepStrictEqual(from, to)
    ? []
    : [...new Set([...keywordsIn(from), ...keywordsIn(to)])].map((one) => `${one} in the schema`)
  return [...new Set(kinds), ...keywords]
}

/** Kubernetes' own groups, of which `immutable-fields.ts` knows the rules. */
const groups =
  /^(|apps|batch|autoscaling|policy|(admissionregistration|apiextensions|apiregistration|authentication|authorization|certificates|coordination|discovery|events|flowcontrol\.apiserver|networking|node|rbac\.authorization|resource|scheduling|storage|storagemigration)\.k8s\.io)$/

/** Keywords that `schema-changes.ts` does not read. */
const unread: readonly string[] = [
  '$defs',
  '$dynamicRef',
  'allOf',
  'anyOf',
  'contains',
  'dependentRequired',
  'dependentSchemas',
  'exclusiveMaximum',
  'exclusiveMinimum',
  'multipleOf',
  'oneOf',
  'prefixItems',
  'unevaluatedItems',
  'unevaluatedProperties',
]

/** Those of them that a schema uses; its properties may be called anything. */
function keywordsIn(schema: unknown, isMap = false): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap((one) => keywordsIn(one))
  if (!isTable(schema)) return []
  return Object.entries(schema).flatMap(([key, inside]) => [
    ...(!isMap && unread.includes(key) ? [key] : []),
    ...(isMap || !data.includes(key) ? keywordsIn(inside, !isMap && maps.includes(key)) : []),
  ])
}

const maps = [
  'properties',
  'definitions',
  '$defs',
  'patternProperties',
  'dependencies',
  'dependentSchemas',
]
const data = ['default', 'enum', 'const', 'examples']
