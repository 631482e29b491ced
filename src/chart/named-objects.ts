import { isMap, type Value, type Values } from '../values/value.ts'

/** An object that values name, such as a Secret whose key becomes a variable. */
export interface NamedObject {
  readonly kind: string
  readonly name: string
}

/**
 * The objects that values name. Those that a chart does not render are somebody else's: names of its
 * own objects are no values.
 */
export function namedObjects(values: Values): readonly NamedObject[] {
  return Object.entries(values).flatMap(([key, value]) => named(key, value))
}

function named(key: string, value: Value): readonly NamedObject[] {
  if (Array.isArray(value)) return value.flatMap((item) => named(key, item as Value))
  if (typeof value === 'string') {
    const kind = kinds[key]
    return kind === undefined || value === '' ? [] : [{ kind, name: value }]
  }
  if (!isMap(value)) return []
  const kind = sources[key]
  const { name } = value
  const own = kind !== undefined && typeof name === 'string' ? [{ kind, name }] : []
  const whole = key === 'envFrom' ? wholeObjects(value) : []
  return [...own, ...whole, ...namedObjects(value)]
}

/** Keys that hold a name. */
const kinds: Readonly<Record<string, string>> = {
  secretName: 'Secret',
  claimName: 'PersistentVolumeClaim',
  priorityClassName: 'PriorityClass',
}

/** Keys of maps that hold one below `name`. */
const sources: Readonly<Record<string, string>> = {
  secretKeyRef: 'Secret',
  secret: 'Secret',
  configMapKeyRef: 'ConfigMap',
  configMap: 'ConfigMap',
}

/** `envFrom`: name → kind. */
function wholeObjects(from: Values): readonly NamedObject[] {
  return Object.entries(from).flatMap(([name, kind]) =>
    kind === 'Secret' || kind === 'ConfigMap' ? [{ kind, name }] : [],
  )
}
