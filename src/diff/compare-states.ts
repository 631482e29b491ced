import type { Problem } from '../errors/chart-error.ts'
import type { Schema } from '../values/schema.ts'
import type { Table } from '../values/coalesce.ts'
import { type Difference, differences } from './differences.ts'
import { narrowings } from './narrowings.ts'
import { type ObjectChange, objectChanges } from './object-changes.ts'
import { refusedChanges } from './refused-changes.ts'
import { scalingChanges } from './scaling-changes.ts'
import {
  type IsSecret,
  secretFields,
  secretTexts,
  secretValues,
  withoutSecrets,
} from './secrets.ts'

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
}

/** Compares two states of a release. */
export function compareStates(from: State, to: State): Comparison {
  const objects = objectChanges(from.objects, to.objects)
  const [before, after] = [secretValues(from.schema), secretValues(to.schema)]
  const texts = [...secretTexts(from.values, before), ...secretTexts(to.values, after)]
  const isSecret: IsSecret = (path) => before(path) || after(path)
  return {
    from: from.name,
    to: to.name,
    values: withoutSecrets(differences(from.values, to.values), isSecret, texts),
    objects: objects.map((one) => ({
      ...one,
      fields: withoutSecrets(one.fields, secretFields(one.kind), texts),
    })),
    breaking: [
      ...narrowings(from.schema, to.schema),
      ...refusedChanges(objects, from.objects),
      ...scalingChanges(from.objects, to.objects),
    ],
  }
}
