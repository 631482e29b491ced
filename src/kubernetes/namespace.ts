import { defaultTo, release, text } from '../template/node/expression.ts'
import { isNode } from '../template/node/node.ts'
import { scope } from '../template/node/scope.ts'
import { include, shared, textHelper } from '../template/node/structure.ts'
import type { Expr } from '../template/node/templated.ts'
import type { GlobalValues } from '../values/types/global.ts'

const { value } = scope<{ readonly global: Pick<GlobalValues, 'namespaces'> }>()

/** Name of a namespace of the release: of its own, or of another one, which the model calls by a key. */
export function namespaceOf(key: string | undefined): Expr<string> {
  if (key === undefined) return release.namespace
  return include(
    textHelper(
      shared('namespaces', `${key}.namespace`),
      `Name of the namespace ${key}: unless the values say another, it begins with that of the release.`,
      defaultTo(value(`global.namespaces.${key}.name`), text`${release.namespace}-${key}`),
    ),
  )
}

/** Objects of a namespace by its key; they say none where it is that of the release. */
export function inPlace(
  documents: readonly unknown[],
  key: string | undefined,
): readonly unknown[] {
  return key === undefined ? documents : inNamespace(documents, namespaceOf(key))
}

/** Puts objects into a namespace, but for those that say theirs and those that belong to the whole cluster. */
function inNamespace(documents: readonly unknown[], namespace: Expr<string>): readonly unknown[] {
  return documents.map((one) => placed(one, namespace))
}

function placed(part: unknown, namespace: Expr<string>): unknown {
  if (Array.isArray(part)) return part.map((one) => placed(one, namespace))
  if (!isNode(part)) return isObject(part) ? withNamespace(part, namespace) : part
  if (part['~kind'] === 'loop')
    return Object.freeze({ ...part, body: placed(part.body, namespace) })
  if (part['~kind'] !== 'branch') return part
  const { otherwise, ...rest } = part
  return Object.freeze({
    ...rest,
    then: placed(part.then, namespace),
    ...(otherwise === undefined ? {} : { otherwise: placed(otherwise, namespace) }),
  })
}

interface ObjectTemplate {
  readonly kind: unknown
  readonly metadata: { readonly name: unknown; readonly namespace?: unknown }
}

const isObject = (part: unknown): part is ObjectTemplate =>
  typeof part === 'object' && part !== null && 'kind' in part && 'metadata' in part

function withNamespace(object: ObjectTemplate, namespace: Expr<string>): ObjectTemplate {
  const { kind, metadata } = object
  if (ofCluster.has(kind) || metadata.namespace !== undefined) return object
  const { name, ...rest } = metadata
  return { ...object, metadata: { name, namespace, ...rest } }
}

/** Kinds whose objects are in no namespace. */
const ofCluster: ReadonlySet<unknown> = new Set([
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'IngressClass',
  'Namespace',
  'PersistentVolume',
  'PriorityClass',
  'StorageClass',
])
