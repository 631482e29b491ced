import { type FieldPath, fieldAt, fieldText } from './field-path.ts'
import { clientSideOutcome, type Outcome, serverSideOutcome, type ThreeStates } from './outcome.ts'
import { fieldsOwnedBy, isHelm, isKubernetes, type Owner, type OwnedField } from './owner.ts'
import { removedFields } from './removed-fields.ts'

/** A field of one object that is not as the chart wants it, or that the chart does not know. */
export interface ForeignField extends OwnedField {
  readonly helm3: Outcome
  readonly helm4: Outcome
}

/**
 * The fields of an object that somebody beside Helm owns or has removed, with what an upgrade does
 * to each. What changes nothing for anybody is left out, and so is what Kubernetes itself adds.
 */
export function foreignFields(states: ThreeStates, isServerSide: boolean): readonly ForeignField[] {
  const owned = fieldsOwnedBy(states.there, (owner) => !isHelm(owner, isServerSide))
  const items = owned.filter(({ path }) => isAddedItem(states, path)).map(({ path }) => path)
  const found = owned
    .filter(({ path }) => !isItem(path) || items.includes(path))
    .filter(({ path }) => !items.some((item) => isBelow(path, item)))
  const removed = removedFields(states, isServerSide).map((path) => ({ path, owners: [] }))
  return [...found, ...removed]
    .map((field) => withOutcomes(field, states, isServerSide))
    .filter((field) => isWorthSaying(field, states))
}

function withOutcomes(field: OwnedField, states: ThreeStates, isServerSide: boolean): ForeignField {
  const { path, owners } = field
  const helm3 = clientSideOutcome(states, path)
  if (!isServerSide || owners.length === 0) return { ...field, helm3, helm4: helm3 } // nobody objects
  return { ...field, helm3, helm4: serverSideOutcome(states, path) }
}

/** To own an item of a list is to say that it is there, not what is in it. */
function isItem(path: FieldPath): boolean {
  const last = path.at(-1)
  return last !== undefined && !('field' in last)
}

function isAddedItem({ wanted }: ThreeStates, path: FieldPath): boolean {
  return isItem(path) && fieldAt(wanted, path) === undefined
}

function isBelow(path: FieldPath, above: FieldPath): boolean {
  return path.length > above.length && fieldText(path.slice(0, above.length)) === fieldText(above)
}

function isWorthSaying({ path, owners, helm3, helm4 }: ForeignField, states: ThreeStates): boolean {
  if (helm3 === 'same' && helm4 === 'same') return false
  if (helm3 !== 'keeps' || helm4 !== 'keeps') return true
  const isTheirs = (owner: Owner): boolean => !isKubernetes(owner)
  return owners.some(isTheirs) && !isConsequence(path, states)
}

/** What the API server fills in by itself where somebody changes the type of a Service. */
function isConsequence(path: FieldPath, { there }: ThreeStates): boolean {
  const text = fieldText(path)
  if (/^metadata\.(finalizers|ownerReferences)/.test(text)) return true
  return (
    isService(there) && /^spec\.(\w*TrafficPolicy|allocateLoad.*|ports\[.*\.nodePort)$/.test(text)
  )
}

function isService(object: unknown): boolean {
  return fieldAt(object, [{ field: 'kind' }]) === 'Service'
}
