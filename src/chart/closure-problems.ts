import type { Problem } from '../errors/chart-error.ts'
import { didYouMean } from '../errors/suggestion.ts'
import { type Reference, references } from '../template/references.ts'
import { leavesOf } from '../values/leaves.ts'
import type { Schema } from '../values/schema.ts'
import { unknownPaths, unreadKeys } from './closure.ts'
import type { PlatformPlan } from './plan-platform.ts'

/** The charts of a platform whose values and templates do not fit each other. */
export function closureProblems({ charts, umbrella, types }: PlatformPlan): readonly Problem[] {
  const read = references(umbrella.templates)
  const components = charts.flatMap(({ name, schema, references: ownRead }) => [
    ...unreadValues(name, withoutSwitch(schema), [...ownRead, ...readFrom(name, read)]),
    ...unknownValues(name, schema, ownRead),
  ])
  const own = [...unreadValues('', umbrella.schema, read), ...unknownValues('', types, read)]
  return [...components, ...own]
}

/** What the umbrella's templates read of a component's values. */
function readFrom(component: string, read: readonly Reference[]): readonly Reference[] {
  const prefix = `${component}.`
  return read
    .filter(({ path }) => path.startsWith(prefix))
    .map((one) => ({ ...one, path: one.path.slice(prefix.length) }))
}

/** `enabled` is read by the umbrella, as the condition of the dependency. */
function withoutSwitch(schema: Schema): Schema {
  const { enabled: _, ...properties } = schema.properties ?? {}
  return { ...schema, properties }
}

/** What an operator could set without any effect; paths begin with the component's name. */
export function unreadValues(
  component: string,
  schema: Schema,
  read: readonly Reference[],
): readonly Problem[] {
  return unreadKeys(schema, read).map((path) => ({
    code: 'unread-value',
    path: below(component, path),
    message: 'no template reads this value of the schema',
    hint: 'read it in a template, or take it out of the schema',
  }))
}

/** What templates read and no operator may set; paths begin with the component's name. */
export function unknownValues(
  component: string,
  schema: Schema,
  read: readonly Reference[],
): readonly Problem[] {
  return unknownPaths(schema, read).map((path) => {
    const known = leavesOf(schema).map((leaf) => leaf.path.join('.'))
    return {
      code: 'unknown-value',
      path: below(component, path),
      message: 'a template reads this value, which the schema does not have',
      hint: didYouMean(path, known, 'add it to the schema', (close) => below(component, close)),
    }
  })
}

const below = (component: string, path: string): string =>
  component === '' ? path : `${component}.${path}`
