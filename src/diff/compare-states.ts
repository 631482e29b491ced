import { isUnjudged, type Problem } from '../errors/chart-error.ts'
import type { ChartValues } from '../helm/merge/chart-values.ts'
import type { Table } from '../helm/merge/coalesce.ts'
import type { Schema } from '../schema/schema.ts'
import { type Difference, differences } from './differences.ts'
import { notCompared } from './not-compared.ts'
import { type ObjectChange, objectChanges } from './object-changes.ts'
import { withoutLists } from './release-objects.ts'
import { scalingChanges } from './scaling-changes.ts'
import { schemaChanges } from './schema/schema-changes.ts'
import { hideSecrets } from './secrets/hide-secrets.ts'
import { canaryWeights } from './upgrade/canary-weights.ts'
import { definitionChanges } from './upgrade/definitions.ts'
import { neededSecrets } from './upgrade/needed-secrets.ts'
import { removedApis } from './upgrade/removed-apis.ts'
import { unreadyPods } from './upgrade/unready-pods.ts'
import { upgradeProblems } from './upgrade/upgrade-problems.ts'
import { chartValuesChanges } from './values/chart-values-changes.ts'

/** A chart under some values. */
export interface State {
  /** What a person calls it: `prod`, `../old/chart`. */
  readonly name: string
  readonly values: Readonly<Table>
  readonly schema: Schema
  /** The objects that Helm renders; none where it refuses to. */
  readonly objects: readonly unknown[]
  /** What lies in crds/. */
  readonly definitions?: readonly unknown[]
  /** Where the chart is not of a model that both states share. */
  readonly chart?: ChartValues
  /** Why Helm does not render it. */
  readonly refusal?: readonly Problem[]
  /** Places in objects that are another in each rendering. */
  readonly random?: readonly string[]
}

/** What differs between two states. No secret is in it. */
export interface Comparison {
  readonly from: string
  readonly to: string
  readonly values: readonly Difference[]
  readonly objects: readonly ObjectChange[]
  /** What makes an upgrade fail, lose data or pods, or refuse values that were good. */
  readonly breaking: readonly Problem[]
  /** What may break, too, since it is not compared: where, and why. */
  readonly notCompared: readonly Problem[]
  /** Places in objects that are another in each rendering, and so no difference. */
  readonly random: readonly string[]
}

/** Compares two states of a release. */
export function compareStates(from: State, to: State): Comparison {
  const isRendered = ![from, to].some(({ refusal }) => refusal)
  const [old, next] = [from, to].map((one) => (isRendered ? withoutLists(one.objects) : []))
  const objects = objectChanges(old ?? [], next ?? [])
  const hiding = hideSecrets(from, to)
  const found = [
    ...(from.chart && to.chart
      ? chartValuesChanges(from.chart, to.chart)
      : schemaChanges(from.schema, to.schema)),
    ...refusals(from, to),
    ...(isRendered ? releaseProblems(from, to, old ?? [], next ?? []) : []),
  ]
  return {
    from: from.name,
    to: to.name,
    values: hiding.values(differences(from.values, to.values)),
    objects: objects.map((one) => ({ ...one, fields: hiding.fields(one.kind, one.fields) })),
    breaking: found.filter((one) => !isUnjudged(one)),
    notCompared: notCompared(from, to, objects, found),
    random: [...new Set([...(from.random ?? []), ...(to.random ?? [])])],
  }
}

function releaseProblems(
  from: State,
  to: State,
  old: readonly unknown[],
  next: readonly unknown[],
): readonly Problem[] {
  return [
    ...upgradeProblems(old, next),
    ...removedApis(old, next),
    ...definitionChanges(
      { definitions: from.definitions ?? [], objects: old },
      { definitions: to.definitions ?? [], objects: next },
    ),
    ...neededSecrets(old, next),
    ...unreadyPods(old, next),
    ...canaryWeights(from.values, to.values),
    ...scalingChanges(old, next),
  ]
}

/** Values that the one took and the other does not: a value that must be set now, above all. */
function refusals(from: State, to: State): readonly Problem[] {
  if (from.refusal || !to.refusal) return []
  return to.refusal.map((one) => ({
    ...one,
    code: 'values-refused',
    message: `Helm refuses the values now: ${one.message}`,
  }))
}
