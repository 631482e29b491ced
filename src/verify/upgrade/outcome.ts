import { isDeepStrictEqual } from 'node:util'
import { parseQuantity } from '../../kubernetes/pod/quantity.ts'
import { fields, type Fields } from '../fields.ts'
import { groupOf } from '../manifest.ts'
import { fieldAt, type FieldPath } from './field-path.ts'

/** What an upgrade does with a field or an object that somebody else changed. */
export type Outcome =
  /** It stops there: the field belongs to somebody else. Other objects are upgraded all the same. */
  | 'conflict'
  /** It stops before anything changes. */
  | 'refuses'
  /** It puts the chart's value back without a word. */
  | 'restores'
  /** It removes the field without a word. */
  | 'removes'
  /** It creates the object anew. */
  | 'creates'
  /** It leaves the field as it is. */
  | 'keeps'
  /** Both say the same in other words, such as `1000m` and `1`. */
  | 'same'

/** One object in its three states. */
export interface ThreeStates {
  readonly apiVersion: string
  /** As the last revision of the release has it. */
  readonly before: unknown
  /** As it is on the server. */
  readonly there: unknown
  /** As the chart wants it, with the labels and annotations that Helm adds. */
  readonly wanted: unknown
}

/** What Helm 4 does to a field that somebody else owns when it applies server-side. */
export function serverSideOutcome(states: ThreeStates, path: FieldPath): Outcome {
  const [there, wanted] = [fieldAt(states.there, path), fieldAt(states.wanted, path)]
  if (wanted === undefined) return 'keeps'
  if (there === undefined) return 'restores'
  return isDeepStrictEqual(there, wanted) ? 'same' : 'conflict'
}

/**
 * What Helm 3 does to a field, and Helm 4 to that of a release which is applied client-side: it merges
 * maps key by key, also those which the API server takes for one value, such as a Service's selector.
 */
export function clientSideOutcome(states: ThreeStates, path: FieldPath): Outcome {
  if (!isBuiltIn(states.apiVersion)) return unstructuredOutcome(states, path)
  const [there, wanted] = [fieldAt(states.there, path), fieldAt(states.wanted, path)]
  const before = fieldAt(states.before, path)
  if (wanted === undefined) return before === undefined ? 'keeps' : 'removes'
  if (isSame(there, wanted, path)) return 'same'
  return isMap(there) && isMap(wanted) ? mergeOutcome(before, there, wanted) : 'restores'
}

function mergeOutcome(before: unknown, there: Fields, wanted: Fields): Outcome {
  const isWanted = Object.entries(wanted).every(([key, one]) => isDeepStrictEqual(there[key], one))
  if (!isWanted) return 'restores'
  const added = Object.keys(there).filter((key) => wanted[key] === undefined)
  return added.some((key) => fields(before)[key] !== undefined) ? 'removes' : 'keeps'
}

function isMap(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Of custom resources Helm knows no structure: it compares the two revisions, without a look at the
 * server, and sends what differs, lists as a whole.
 */
function unstructuredOutcome({ before, there, wanted }: ThreeStates, path: FieldPath): Outcome {
  const list = path.findIndex((step) => !('field' in step))
  const whole = list < 0 ? path : path.slice(0, list)
  const [old, next] = [fieldAt(before, whole), fieldAt(wanted, whole)]
  if (isDeepStrictEqual(old, next)) return 'keeps'
  const value = fieldAt(wanted, path)
  if (value === undefined) return 'removes'
  return isDeepStrictEqual(fieldAt(there, path), value) ? 'same' : 'restores'
}

/** Whether the type of an object is compiled into Helm. */
export function isBuiltIn(apiVersion: string): boolean {
  const group = groupOf(apiVersion)
  return !group.includes('.') || builtInGroups.includes(group)
}

const builtInGroups = [
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
]

/** Whether two values of a field say the same, amounts in whatever unit. */
function isSame(a: unknown, b: unknown, path: FieldPath): boolean {
  if (isDeepStrictEqual(a, b)) return true
  const isAmount = path.some((step) => 'field' in step && amounts.includes(step.field))
  return isAmount && parseQuantity(a) !== undefined && parseQuantity(a) === parseQuantity(b)
}

/** Keys below which Kubernetes reads quantities. */
const amounts = [
  'requests',
  'limits',
  'hard',
  'sizeLimit',
  'default',
  'defaultRequest',
  'max',
  'min',
]
