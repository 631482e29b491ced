import { fields, items, texts } from '../fields.ts'

/** Whether a label selector of Kubernetes takes a set of labels; an empty one takes all. */
export function selects(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  const { matchLabels, matchExpressions } = fields(selector)
  return (
    hasLabels(matchLabels, labels) &&
    items(matchExpressions).every(({ key, operator, values }) => {
      const label = labels[String(key)]
      const listed = label !== undefined && Array.isArray(values) && values.includes(label)
      return operators[String(operator)]?.(label, listed) ?? false
    })
  )
}

/** Whether labels hold every pair of a plain selector, as a Service has it. */
export function hasLabels(wanted: unknown, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(texts(wanted)).every(([key, value]) => labels[key] === value)
}

const operators: Readonly<Record<string, (label: string | undefined, listed: boolean) => boolean>> =
  {
    In: (_, listed) => listed,
    NotIn: (_, listed) => !listed,
    Exists: (label) => label !== undefined,
    DoesNotExist: (label) => label === undefined,
  }
