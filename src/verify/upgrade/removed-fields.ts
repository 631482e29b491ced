import { fields, items, text, type Fields } from '../fields.ts'
import { fieldAt, type FieldPath, type FieldStep, fieldText } from './field-path.ts'
import { isBuiltIn, type ThreeStates } from './outcome.ts'
import { fieldsOwnedBy, isHelm, type Owner } from './owner.ts'

/**
 * The fields that the last revision set and the next one sets, but that are no longer there, or have
 * another value that nobody owns: `kubectl scale --replicas=0` leaves no trace. Values that mean
 * nothing are left out where they are missing: the API server drops them by itself.
 */
export function removedFields(states: ThreeStates, isServerSide: boolean): readonly FieldPath[] {
  if (!isBuiltIn(states.apiVersion)) return []
  const textsOf = (test: (owner: Owner) => boolean): readonly string[] =>
    fieldsOwnedBy(states.there, test).map(({ path }) => fieldText(path))
  const helms = isServerSide ? textsOf((owner) => isHelm(owner, isServerSide)) : []
  const owned = textsOf(() => true)
  return lost(states.wanted, states.there, [])
    .filter((path) => fieldAt(states.before, path) !== undefined)
    .filter((path) => {
      const text = fieldText(path)
      return fieldAt(states.there, path) === undefined
        ? !helms.some((one) => isWithin(one, text))
        : path.every((step) => 'field' in step) && !owned.some((one) => isWithin(text, one))
    })
}

function isWithin(text: string, above: string): boolean {
  return text === above || text.startsWith(`${above}.`) || text.startsWith(`${above}[`)
}

/** Where something is wanted and nothing is there, or another scalar. */
function lost(wanted: unknown, there: unknown, path: FieldPath): readonly FieldPath[] {
  return stepsInto(wanted, path).flatMap((step) => {
    const [next, found] = [fieldAt(wanted, [step]), fieldAt(there, [step])]
    if (found === undefined) return isNothing(next) ? [] : [[...path, step]]
    if (typeof next === 'object') return lost(next, found, [...path, step])
    return next === found ? [] : [[...path, step]]
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
