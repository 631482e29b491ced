import type { Problem } from '../errors/chart-error.ts'
import type { Schema } from '../schema/schema.ts'
import type { Table } from '../helm/merge/coalesce.ts'
import { type Difference, differences } from './differences.ts'
import { schemaChanges } from './schema-changes.ts'
import { notCompared } from './not-compared.ts'
import { type ObjectChange, objectChanges } from './object-changes.ts'
import { withoutLists } from './release-objects.ts'
import { canaryWeights } from './upgrade/canary-weights.ts'
import { neededSecrets } from './upgrade/needed-secrets.ts'
import { unreadyPods } from './upgrade/unready-pods.ts'
import { upgradeProblems } from './upgrade/upgrade-problems.ts'
import { hideSecrets } from './secrets/hide-secrets.ts'
import { scalingChanges } from './scaling-changes.ts'

/** A chart under some values. */
export interface State {
  /** What a person calls it: `prod`, `../old/chart`. */
  readonly name: string
  readonly values: Readonly<Table>
  readonly schema: Schema
  /** The objects that Helm renders. */
  readonly objects: readonly unknown[]
}

/** What differs between two states. No secret is in it. */
export interface Comparison {
  readonly from: string
  readonly to: string
  readonly values: readonly Difference[]
  readonly objects: readonly ObjectChange[]
  /** What makes an upgrade fail, lose data or pods, or refuse values that were good. */
  readonly breaking: readonly Problem[]
  /** What changed in a way that is not judged here, so that it may break, too. */
  readonly notCompared: readonly string[]
}

/** Compares two states of a release. */
export function compareStates(from: State, to: State): Comparison {
  const [old, next] = [withoutLists(from.objects), withoutLists(to.objects)]
  const objects = objectChanges(old, next)
  const hiding = hideSecrets(from, to)
  return {
    from: from.name,
    to: to.name,
    values: hiding.values(differences(from.values, to.values)),
    objects: objects.map((one) => ({ ...one, fields: hiding.fields(one.kind, one.fields) })),
    breaking: [
      ...schemaChanges(from.schema, to.schema),
      ...upgradeProblems(old, next),
      ...neededSecrets(old, next),
      ...unreadyPods(old, next),
      ...canaryWeights(from.values, to.values),
      ...scalingChanges(old, next),
    ],
    notCompared: notCompared(objects, from.schema, to.schema),
  }
}
