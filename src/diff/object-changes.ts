import { at, text } from '../verify/fields.ts'
import { groupOf } from '../verify/manifest.ts'
import { type Difference, differences } from './differences.ts'
import { namespaceOf } from './release-objects.ts'

/** An object that differs between two renderings. */
export interface ObjectChange {
  readonly apiVersion: string
  readonly kind: string
  /** Absent where the object does not say. */
  readonly namespace?: string
  readonly name: string
  readonly change: Difference['change']
  /** What changed in it; empty where it is new or gone. */
  readonly fields: readonly Difference[]
}

type Identity = Pick<ObjectChange, 'apiVersion' | 'kind' | 'namespace' | 'name'>

/** Compares rendered objects: those with the same kind and name are the same one. */
export function objectChanges(
  from: readonly unknown[],
  to: readonly unknown[],
): readonly ObjectChange[] {
  const [before, after] = [byIdentity(from), byIdentity(to)]
  const keys = new Set([...before.keys(), ...after.keys()])
  return [...keys].flatMap((key) => objectChange(before.get(key), after.get(key)))
}

function objectChange(from: unknown, to: unknown): readonly ObjectChange[] {
  const identity = identityOf(to ?? from)
  if (from === undefined) return [{ ...identity, change: 'added', fields: [] }]
  if (to === undefined) return [{ ...identity, change: 'removed', fields: [] }]
  const fields = differences(from, to)
  return fields.length === 0 ? [] : [{ ...identity, change: 'changed', fields }]
}

function identityOf(object: unknown): Identity {
  const namespace = text(at(object, 'metadata', 'namespace'))
  return {
    apiVersion: text(at(object, 'apiVersion')) ?? '',
    kind: text(at(object, 'kind')) ?? '',
    ...(namespace !== undefined && { namespace }),
    name: text(at(object, 'metadata', 'name')) ?? '',
  }
}

/** Objects by what they are, which stays the same when the version of their API changes. */
export function byIdentity(objects: readonly unknown[]): ReadonlyMap<string, unknown> {
  return new Map(objects.map((object) => [identityOfObject(object), object]))
}

/** The key of an object in `byIdentity`. */
export function identityOfObject(object: unknown): string {
  const { apiVersion, kind, name } = identityOf(object)
  return [groupOf(apiVersion), kind, namespaceOf(object), name].join('/')
}
