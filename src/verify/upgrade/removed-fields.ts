import { fields, items, text, type Fields } from '../fields.ts'
import { fieldAt, type FieldPath, type FieldStep, fieldText } from './field-path.ts'
import { isBuiltIn, type ThreeStates } from './outcome.ts'
import { fieldsOwnedBy, isHelm } from './owner.ts'

/**
 * The fields that the last revision set and the next one sets, but that are no longer there. Nobody
 * owns what is gone, so these have no owner. Values that mean nothing are left out: the API server
 * drops them by itself.
 */
export function removedFields(states: ThreeStates, isServerSide: boolean): readonly FieldPath[] {
  if (!isBuiltIn(states.apiVersion)) return []
  const helm = fieldsOwnedBy(states.there, (owner) => isHelm(owner, isServerSide))
  const texts = helm.map(({ path }) => fieldText(path))
  const isHelms = (path: FieldPath): boolean => texts.some((one) => isWithin(one, fieldText(path)))
  return missing(states.wanted, states.there, [])
    .filter((path) => fieldAt(states.before, path) !== undefined)
    .filter((path) => !isServerSide || !isHelms(path))
}

function isWithin(text: string, above: string): boolean {
  return text === above || text.startsWith(`${above}.`) || text.startsWith(`${above}[`)
}

function missing(wanted: unknown, there: unknown, path: FieldPath): readonly FieldPath[] {
  return stepsInto(wanted, path).flatMap((step) => {
    const [next, found] = [fieldAt(wanted, [step]), fieldAt(there, [step])]
    if (isNothing(next)) return []
    return found === undefined ? [[...path, step]] : missing(next, found, [...path, step])
  })
}

/** Keys of a map, and the items of a list that have names; other lists are whole values. */
function stepsInto(value: unknown, path: FieldPath): readonly FieldStep[] {
  if (!Array.isArray(value)) {
    const isTop = path.length === 0
    return Object.keys(fields(value)).flatMap((field) =>
      isTop && field === 'stringData' ? [] : [{ field }],
    )
  }
  const names = items(value).flatMap(({ name }) => text(name) ?? [])
  return names.length === value.length ? names.map((name) => ({ keys: { name } })) : []
}

function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0
  if (typeof value === 'object' && value !== null) {
    return Object.values(value as Fields).every(isNothing) // an object that is no array
  }
  return value === undefined || value === null || value === '' || value === false || value === 0
}
