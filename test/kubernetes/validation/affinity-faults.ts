import { at, fields, items, type Fields } from '../../../src/verify/fields.ts'

/** What Kubernetes refuses in the affinity of a pod, apart from how its texts are written. */
export function affinityFaults(affinity: Fields): readonly string[] {
  const nodes = rulesOf(affinity['nodeAffinity'])
  const pods = [rulesOf(affinity['podAffinity']), rulesOf(affinity['podAntiAffinity'])]
  const required = at(nodes.required, 'nodeSelectorTerms')
  const preferred = nodes.preferred.map(({ preference }) => preference)
  const terms = pods.flatMap((rules) => [
    ...items(rules.required),
    ...rules.preferred.map(({ podAffinityTerm }) => fields(podAffinityTerm)),
  ])
  return [
    ...(nodes.required !== undefined && items(required).length === 0 ? ['no node terms'] : []),
    ...[nodes, ...pods].flatMap(({ preferred: all }) => all.flatMap(weightFaults)),
    ...[...items(required), ...preferred].flatMap(nodeFaults),
    ...terms.flatMap(podFaults),
  ].map((fault) => `affinity: ${fault}`)
}

interface Rules {
  readonly required: unknown
  readonly preferred: readonly Fields[]
}

function rulesOf(affinity: unknown): Rules {
  return {
    required: at(affinity, 'requiredDuringSchedulingIgnoredDuringExecution'),
    preferred: items(at(affinity, 'preferredDuringSchedulingIgnoredDuringExecution')),
  }
}

function weightFaults({ weight, preference, podAffinityTerm }: Fields): readonly string[] {
  return weight === undefined || (preference ?? podAffinityTerm) === undefined
    ? ['half a rule']
    : []
}

function nodeFaults(term: unknown): readonly string[] {
  const of = (what: string): readonly Fields[] => items(at(term, what))
  return [
    ...of('matchExpressions').flatMap((one) => requirementFaults(one, ['Gt', 'Lt'])),
    ...of('matchFields').flatMap(({ operator, values }) =>
      isOneOf(operator, ['In', 'NotIn']) && sizeOf(values) === 1 ? [] : [`field ${operator}`],
    ),
  ]
}

function podFaults({ topologyKey, labelSelector, namespaceSelector }: Fields): readonly string[] {
  const expressions = [labelSelector, namespaceSelector].flatMap((selector) =>
    items(at(selector, 'matchExpressions')),
  )
  return [
    ...(topologyKey === undefined ? ['no topologyKey'] : []),
    ...expressions.flatMap((one) => requirementFaults(one)),
  ]
}

/** What an operator wants of its values: some, none, or one number. */
function requirementFaults(
  { key, operator, values }: Fields,
  comparing: readonly string[] = [],
): readonly string[] {
  const isFit = isOneOf(operator, ['In', 'NotIn'])
    ? sizeOf(values) > 0
    : isOneOf(operator, ['Exists', 'DoesNotExist'])
      ? sizeOf(values) === 0
      : isOneOf(operator, comparing) && sizeOf(values) === 1 && /^\d+$/.test(String(values))
  return isFit && key !== undefined ? [] : [`${key} ${operator} ${JSON.stringify(values)}`]
}

const isOneOf = (operator: unknown, operators: readonly string[]): boolean =>
  operators.includes(String(operator))

const sizeOf = (values: unknown): number => (Array.isArray(values) ? values.length : 0)
