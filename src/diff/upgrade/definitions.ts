import { isDeepStrictEqual } from 'node:util'
import type { Problem } from '../../errors/chart-error.ts'
import { isTable } from '../../helm/merge/coalesce.ts'
import type { Schema } from '../../schema/schema.ts'
import { at, items, text } from '../../verify/fields.ts'
import { groupOf } from '../../verify/manifest.ts'
import { mapValues } from '../../values/value.ts'
import { isKept, kindKey, nameOf, titleOfAll, titleOfObject } from '../release-objects.ts'
import { schemaChanges } from '../schema/schema-changes.ts'
import { immutableFields, isRefused } from './immutable-fields.ts'

/** The CustomResourceDefinitions of a chart: those in crds/, and its objects. */
export interface Defined {
  readonly definitions: readonly unknown[]
  readonly objects: readonly unknown[]
}

/**
 * What becomes of CustomResourceDefinitions and of the objects of their kinds. Helm installs what lies
 * in crds/ once, and never changes it, nor adds to it, in an upgrade.
 */
export function definitionChanges(from: Defined, to: Defined): readonly Problem[] {
  const [old, next] = [from, to].map(({ definitions }) => byName(definitions))
  const [oldMade, made] = [from, to].map(({ objects }) => byName(objects))
  if (!old || !next || !oldMade || !made) return []
  const both = [...next].filter(([name]) => old.has(name))
  const changed = both.filter(([name, one]) => !isDeepStrictEqual(bare(old.get(name)), bare(one)))
  const added = [...next].filter(
    ([name]) => !old.has(name) && !stays(oldMade.get(name), made.get(name)),
  )
  const taken = [...made].filter(([name]) => old.has(name) && !oldMade.has(name))
  const pairs = [...next, ...made].flatMap(([name, after]) => {
    const before = old.get(name) ?? oldMade.get(name)
    return before === undefined ? [] : [{ before, after, isByHand: next.get(name) === after }]
  })
  return [
    ...notUpgraded(changed.map(([, one]) => one)),
    ...added.flatMap(([, one]) => notInstalled(one, to.objects)),
    ...existing(taken.map(([, one]) => one)),
    ...pairs.flatMap(({ before, after, isByHand }) => [
      ...(isByHand ? refusedChanges(before, after) : []),
      ...versionsGone(before, after, to.objects),
      ...narrowed(before, after),
    ]),
  ]
}

function byName(objects: readonly unknown[]): ReadonlyMap<string, unknown> {
  const definitions = objects.filter(
    (one) => kindKey(one) === 'apiextensions.k8s.io/CustomResourceDefinition',
  )
  return new Map(definitions.map((one) => [nameOf(one), one]))
}

/** Whether a definition that the release had made is there after the upgrade. */
function stays(before: unknown, after: unknown): boolean {
  return before !== undefined && (after !== undefined || isKept(before))
}

/** What a definition defines, without what it says to people. */
function bare(definition: unknown): unknown {
  return withoutDescriptions(at(definition, 'spec'))
}

function withoutDescriptions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDescriptions)
  if (!isTable(value)) return value
  const { description, ...rest } = value
  // A field may be called so, too.
  return mapValues(typeof description === 'string' ? rest : value, withoutDescriptions)
}

const byHand = 'kubectl apply --server-side --force-conflicts -f CHART/crds/'

function notUpgraded(definitions: readonly unknown[]): readonly Problem[] {
  if (definitions.length === 0) return []
  const [it, stays] = definitions.length === 1 ? ['it', 'stays'] : ['they', 'stay']
  return [
    {
      code: 'crd-not-upgraded',
      path: titleOfAll(definitions),
      message: `Helm never upgrades what lies in crds/, so that ${it} ${stays} as ${it === 'it' ? 'it was' : 'they were'}, and what needs the new fields fails`,
      hint: `before the upgrade: ${byHand}`,
      severity: 'warning',
    },
  ]
}

/** A new definition in crds/, which an upgrade does not install. */
function notInstalled(definition: unknown, objects: readonly unknown[]): readonly Problem[] {
  const user = objects.find((one) => isOf(one, definition))
  const what =
    user === undefined
      ? 'who makes objects of it fails'
      : `${titleOfObject(user)} has no kind and the upgrade fails`
  return [
    {
      code: 'crd-not-installed',
      path: titleOfObject(definition),
      message: `an upgrade installs nothing that lies in crds/, so that ${what}`,
      hint: `before the upgrade: ${byHand}`,
      ...(user === undefined && { severity: 'warning' as const }),
    },
  ]
}

function existing(definitions: readonly unknown[]): readonly Problem[] {
  if (definitions.length === 0) return []
  const it = definitions.length === 1 ? 'it' : 'them'
  return [
    {
      code: 'object-exists',
      path: titleOfAll(definitions),
      message: `the chart had ${it} in crds/ and renders ${it} now, and Helm refuses to take over what is not its own`,
      hint: `have Helm take ${it} over: --take-ownership, with Helm 4 also --force-conflicts`,
    },
  ]
}

/** What the API server refuses to who applies it by hand. */
function refusedChanges(before: unknown, after: unknown): readonly Problem[] {
  return (immutableFields[kindKey(after)] ?? [])
    .filter((rule) => isRefused(rule, before, after))
    .map(({ field }) => ({
      code: 'immutable-field',
      path: `${titleOfObject(after)} ${field}`,
      message: `Kubernetes refuses to change ${field} of a CustomResourceDefinition, so that nobody can apply it`,
      hint: 'save the objects of its kind, delete the definition, and make them again',
    }))
}

/** Versions of a kind that are gone, or that the API server answers no longer. */
function versionsGone(
  before: unknown,
  after: unknown,
  objects: readonly unknown[],
): readonly Problem[] {
  const served = (one: unknown): readonly string[] =>
    items(at(one, 'spec', 'versions')).flatMap(({ name, served: is }) =>
      is === false ? [] : [text(name) ?? ''],
    )
  const now = served(after)
  return served(before)
    .filter((version) => !now.includes(version))
    .map((version) => {
      const user = objects.find(
        (one) => isOf(one, after) && text(at(one, 'apiVersion'))?.endsWith(`/${version}`),
      )
      const who =
        user === undefined
          ? 'objects and clients that use it fail'
          : `${titleOfObject(user)} still uses it`
      return {
        code: 'crd-version-removed',
        path: titleOfObject(after),
        message: `the version ${version} of ${String(at(after, 'spec', 'names', 'kind'))} is served no longer, and ${who}`,
        hint: `write ${now.join(' or ')} instead, first in what is not of this chart`,
        ...(user === undefined && { severity: 'warning' as const }),
      }
    })
}

/** Objects that are there already and that the next schema of their kind would not take. */
function narrowed(before: unknown, after: unknown): readonly Problem[] {
  return items(at(after, 'spec', 'versions')).flatMap((version): readonly Problem[] => {
    const same = items(at(before, 'spec', 'versions')).find(
      (one) => one['name'] === version['name'],
    )
    const [old, next] = [same, version].map((one) => at(one, 'schema', 'openAPIV3Schema'))
    if (!isTable(old) || !isTable(next)) return []
    const found = schemaChanges(old as Schema, next as Schema)
    const paths = [...new Set(found.map(({ path }) => path))].filter((path) => !isStatus(path))
    const more = paths.length > few ? ` and ${paths.length - few} more` : ''
    if (paths.length === 0) return []
    return [
      {
        code: 'crd-narrowed',
        path: titleOfObject(after),
        message: `${String(version['name'])} has no longer, or allows less in, ${paths.slice(0, few).join(', ')}${more}`,
        hint: 'see whether your objects of the kind set that',
        severity: 'warning',
      },
    ]
  })
}

/** What an operator writes itself. */
const isStatus = (path: string): boolean => /^status(\.|$)/.test(path)

/** Paths in one line. */
const few = 3

function isOf(object: unknown, definition: unknown): boolean {
  return (
    at(object, 'kind') === at(definition, 'spec', 'names', 'kind') &&
    groupOf(text(at(object, 'apiVersion')) ?? '') === at(definition, 'spec', 'group')
  )
}
