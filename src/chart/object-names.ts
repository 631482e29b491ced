import type { Problem } from '../errors/chart-error.ts'
import { evaluateDocuments, type RenderInput } from '../template/evaluate/evaluate.ts'
import { documentSlots, type Slot } from '../template/view/slot.ts'

/** The name of one object, for a release whose name is left out. */
export interface ObjectName {
  readonly kind: string
  /** What follows the release's name: `-rabbitmq-headless`. */
  readonly suffix: string
}

/**
 * How many characters a name of this kind needs beyond itself, of the 63 that a DNS label or a
 * label's value has. The pods of a StatefulSet are labelled with its name and a revision hash.
 */
const overhead: Readonly<Record<string, number>> = {
  Service: 0,
  Job: 0,
  Pod: 0,
  StatefulSet: 11,
  CronJob: 11,
}

/** Longest DNS label, and longest value of a label: RFC 1123. */
export const longestName = 63

/** The most characters that the name of a release may have. */
export function longestRelease(names: readonly ObjectName[]): number {
  return longestName - longestSuffix(names)
}

/** Characters that the release's name is followed by at most, in names that are limited to 63. */
export function longestSuffix(names: readonly ObjectName[]): number {
  return Math.max(
    0,
    ...names.map(({ kind, suffix }) =>
      kind in overhead ? suffix.length + (overhead[kind] ?? 0) : 0,
    ),
  )
}

/**
 * What a release's name must not end in. A release `shop-postgresql` would give its service orders the
 * name `shop-postgresql-orders`, which a release `shop` gives what its store postgresql has for orders.
 */
export function sharedEndings(names: readonly ObjectName[]): readonly string[] {
  const known = new Set(names.map(objectKey))
  const endings = names.flatMap(({ kind, suffix }) =>
    headsOf(suffix).filter((head) =>
      known.has(objectKey({ kind, suffix: suffix.slice(head.length) })),
    ),
  )
  return [...new Set(endings)].toSorted()
}

/** What a name begins with, up to each hyphen: `-a`, `-a-b` of `-a-b-c`. */
function headsOf(suffix: string): readonly string[] {
  return [...suffix.matchAll(/-/g)].map(({ index }) => suffix.slice(0, index)).filter(Boolean)
}

/** Names that are too long already when the release is called like the chart. */
export function longNameProblems(
  component: string,
  chart: string,
  names: readonly ObjectName[],
): readonly Problem[] {
  return names
    .filter(
      ({ kind, suffix }) =>
        kind in overhead && chart.length + suffix.length + (overhead[kind] ?? 0) > longestName,
    )
    .map(({ kind, suffix }) => ({
      code: 'name-too-long',
      path: `components.${component}`,
      message: `the ${kind} ${chart}${suffix} has a name of ${chart.length + suffix.length} characters; ${longestName - (overhead[kind] ?? 0)} is the most`,
      hint: 'give the component, or its clients, a shorter name',
    }))
}

/** Objects of two components, or of one and the umbrella, that would have one name. */
export function sharedNameProblems(
  names: Readonly<Record<string, readonly ObjectName[]>>,
  umbrella: readonly ObjectName[],
): readonly Problem[] {
  const owners = new Map(umbrella.map((one) => [objectKey(one), 'the chart itself']))
  return Object.entries(names).flatMap(([component, all]) => {
    const keys = [...new Set(all.map(objectKey))]
    const taken = keys.filter((key) => owners.has(key))
    for (const key of keys) if (!owners.has(key)) owners.set(key, component)
    return taken.map((key) => ({
      code: 'name-taken',
      path: `components.${component}`,
      message: `its ${key} has the name of an object of ${owners.get(key)}`,
      hint: 'call the component something else',
    }))
  })
}

const objectKey = ({ kind, suffix }: ObjectName): string => `${kind} <release>${suffix}`

/** The names of all objects that a template file can render, whatever the values are. */
export function objectNames(
  documents: readonly unknown[],
  input: RenderInput,
): readonly ObjectName[] {
  const nameless = { ...input, release: { ...input.release, name: '' } }
  return namedObjects(documents, nameless).map(({ kind, name }) => ({ kind, suffix: name }))
}

/** Kind and name of the objects that documents can render; those of loops are left out. */
export function namedObjects(
  documents: readonly unknown[],
  input: RenderInput,
): readonly { readonly kind: string; readonly name: string }[] {
  return objects(documents.flatMap(documentSlots)).flatMap(({ kind, name: expression }) => {
    const [evaluated] = evaluateDocuments([{ name: expression }], input) as readonly {
      readonly name?: string
    }[] // as it was just built
    return evaluated?.name === undefined ? [] : [{ kind, name: evaluated.name }]
  })
}

function objects(
  slots: readonly Slot[],
): readonly { readonly kind: string; readonly name: unknown }[] {
  return slots.flatMap((slot) => {
    if (slot.is === 'branch') return objects([...slot.then, ...slot.otherwise])
    if (slot.is !== 'item' || typeof slot.value !== 'object' || slot.value === null) return []
    const { kind, metadata } = slot.value as {
      readonly kind?: unknown
      readonly metadata?: { readonly name?: unknown }
    }
    return typeof kind === 'string' && metadata?.name !== undefined
      ? [{ kind, name: metadata.name }]
      : []
  })
}
