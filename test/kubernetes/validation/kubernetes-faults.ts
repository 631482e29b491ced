import { at, fields, items, type Fields } from '../../../src/verify/fields.ts'
import type { Manifest } from '../../../src/verify/manifest.ts'
import { podsOf } from '../../../src/verify/rules/pod.ts'
import { parseQuantity } from '../../../src/kubernetes/pod/quantity.ts'
import { affinityFaults } from './affinity-faults.ts'
import { containerFaults, startFaults, twice } from './container-faults.ts'
import * as all from './field-rules.ts'
import { isDns1035Label, isDns1123Label, isDns1123Subdomain } from './text-rules.ts'

/**
 * What the API server would refuse in an object although its schema takes it: a second hand-written
 * version of the part of Kubernetes' validation that the chart's objects come upon.
 */
export function kubernetesFaults(manifest: Manifest): readonly string[] {
  return [
    ...nameFaults(manifest),
    ...fieldFaults(manifest.body, []),
    ...podsOf(manifest).flatMap(({ spec }) => podFaults(spec, claimsOf(manifest))),
    ...kindFaults(manifest),
  ].map((fault) => `${manifest.kind}/${manifest.name} ${fault}`)
}

function nameFaults({ kind, name }: Manifest): readonly string[] {
  const isName =
    kind === 'Service' ? isDns1035Label : kind === 'Job' ? isDns1123Label : isDns1123Subdomain
  return isName(name) ? [] : ['metadata.name']
}

type Path = readonly string[]

/** Rules by the last key of their place. */
type PlacedRules<T> = ReadonlyMap<string, readonly { readonly place: Path; readonly rule: T }[]>

function placed<T>(rules: Readonly<Record<string, T>>): PlacedRules<T> {
  const split = Object.entries(rules).map(([place, rule]) => ({ place: place.split(' '), rule }))
  const ends = split.map(({ place }) => place.at(-1) ?? '')
  return new Map(ends.map((end) => [end, split.filter(({ place }) => place.at(-1) === end)]))
}

const [textRules, keyRules] = [placed(all.textRules), placed(all.keyRules)]
const bounds = placed(all.bounds)

function fieldFaults(value: unknown, path: Path): readonly string[] {
  if (typeof value === 'string' || typeof value === 'number') {
    return isFit(value, path) ? [] : [`${path.join('.')}: ${JSON.stringify(value)}`]
  }
  const isKey = ruleAt(keyRules, path)
  return Object.entries(value ?? {}).flatMap(([key, inner]) => [
    ...(isKey && !isKey(key) ? [`${path.join('.')}: key ${JSON.stringify(key)}`] : []),
    ...fieldFaults(inner, [...path, key]),
  ])
}

function isFit(value: string | number, path: Path): boolean {
  const [lowest, highest] = ruleAt(bounds, path) ?? [-Infinity, Infinity]
  if (typeof value === 'number' && (value < lowest || value > highest)) return false
  return ruleAt(textRules, path)?.(String(value)) ?? true
}

function ruleAt<T>(rules: PlacedRules<T>, path: Path): T | undefined {
  const close = [...(rules.get(path.at(-1) ?? '') ?? []), ...(rules.get('*') ?? [])]
  return close.find(({ place }) => isAt(path, place))?.rule
}

function isAt(path: Path, place: Path): boolean {
  const isAnywhere = place[0] === '**'
  const steps = isAnywhere ? place.slice(1) : place
  if (isAnywhere ? path.length < steps.length : path.length !== steps.length) return false
  return steps.every((step, i) => step === '*' || step === path[path.length - steps.length + i])
}

/** The volumes that a StatefulSet gives each of its pods. */
function claimsOf({ body }: Manifest): readonly unknown[] {
  return items(at(body, 'spec', 'volumeClaimTemplates')).map((claim) =>
    at(claim, 'metadata', 'name'),
  )
}

function podFaults(spec: Fields, claims: readonly unknown[]): readonly string[] {
  const [regular, init] = [items(spec['containers']), items(spec['initContainers'])]
  const containers = [...regular, ...init]
  const volumes = [...items(spec['volumes']).map(({ name }) => name), ...claims]
  return [
    ...twice('volumes', volumes),
    ...twice(
      'containers',
      containers.map(({ name }) => name),
    ),
    ...containers.flatMap((container) => containerFaults(container, spec, volumes)),
    ...regular.flatMap((container) => startFaults(container, false)),
    ...init.flatMap((container) => startFaults(container, true)),
    ...items(spec['volumes']).flatMap(volumeFaults),
    ...items(spec['tolerations']).flatMap(tolerationFaults),
    ...affinityFaults(fields(spec['affinity'])),
  ]
}

const amount = (quantity: unknown): number => parseQuantity(quantity) ?? Number.NaN

/** Each type of volume, and the field that it cannot do without. */
const sources: Readonly<Record<string, string>> = {
  configMap: 'name',
  csi: 'driver',
  ephemeral: 'volumeClaimTemplate',
  persistentVolumeClaim: 'claimName',
  secret: 'secretName',
}

function volumeFaults({ name, ...source }: Fields): readonly string[] {
  const types = Object.keys(source)
  const lacks = types.filter((type) => {
    const field = sources[type]
    return field !== undefined && at(source, type, field) === undefined
  })
  if (types.length > 1) return [`volume ${name} has several types`]
  return lacks.map((type) => `volume ${name} lacks ${type}.${sources[type]}`)
}

function tolerationFaults(toleration: Fields): readonly string[] {
  const { key, operator = 'Equal', value, effect, tolerationSeconds } = toleration
  const isWrong =
    (key === undefined && operator !== 'Exists') ||
    (operator === 'Exists' && Boolean(value)) ||
    (tolerationSeconds !== undefined && effect !== 'NoExecute')
  return isWrong ? [`toleration ${JSON.stringify(toleration)}`] : []
}

function kindFaults({ kind, body }: Manifest): readonly string[] {
  const spec = fields(body['spec'])
  switch (kind) {
    case 'HorizontalPodAutoscaler':
      return amount(spec['minReplicas']) > amount(spec['maxReplicas']) ? ['minReplicas'] : []
    case 'Deployment': {
      const update = fields(at(spec, 'strategy', 'rollingUpdate'))
      const isStuck = [update['maxSurge'], update['maxUnavailable']].every(
        (one) => [0, '0%'].includes(one as number | string), // anything else is not 0
      )
      return isStuck ? ['strategy'] : []
    }
    case 'LimitRange':
      return items(spec['limits']).flatMap(({ default: most, defaultRequest }) =>
        Object.entries(fields(defaultRequest))
          .filter(([what, least]) => amount(least) > amount(fields(most)[what]))
          .map(([what]) => `default request of ${what}`),
      )
    case 'PriorityClass':
      return amount(body['value']) > 1e9 ? ['value'] : []
    default:
      return []
  }
}
