import { expect, it } from 'vitest'
import { everyFeature } from '../../scripts/bench/every-feature.ts'
import { templateFiles } from '../../src/chart/template-files.ts'
import { evaluateDocuments } from '../../src/template/evaluate/evaluate.ts'
import { failures } from '../../src/template/evaluate/failures.ts'
import { type Leaf, leavesOf } from '../../src/schema/leaves.ts'
import { overlay } from '../../src/helm/merge/overlay.ts'
import type { Values } from '../../src/values/value.ts'
import { plan } from '../default-project.ts'
import { changedLeaf } from './changed-leaf.ts'

/** What must hold for a key to matter; each over a release with every feature on. */
const situations: readonly Values[] = [
  {},
  ofEach('autoscaling', { autoscaling: { enabled: false } }),
  ofEach('topologySpread', { affinity: {}, podAntiAffinity: 'soft' }),
  plan.platform.platform.profiles?.['dev'] as Values, // with passwords in the values
  ofEach('volumes', { volumes: { another: { emptyDir: {} } } }),
  ofEach('routes', { enabled: false }), // which need what they lead to
  ofEach('preStopSleepSeconds', { enabled: false }), // all but the stores
  ofEach('external', { mode: 'external', external: { host: 'store.example.com' } }),
  overlay(ofEach('external', { mode: 'external', external: { host: 'store.example.com' } }), {
    global: { tls: { redis: { enabled: false }, rabbitmq: { enabled: false } } },
  }),
  { mongodb: { resources: { limits: { memory: '4Gi' } } } }, // room for a larger cache
  ofEach('allowFrom', { service: { type: 'LoadBalancer' } }),
  { gateway: { exposure: { type: 'LoadBalancer' } } },
  { gateway: { exposure: { type: 'HTTPRoute', httpRoute: { gateway: { name: 'public' } } } } },
  { gateway: { rateLimits: { tiers: { client: { by: 'user' } } } } },
].map((situation) => overlay(overlay(plan.defaults, everyFeature(plan)), situation))

/** The same values for every component that has a key. */
function ofEach(key: string, values: Values): Values {
  const having = plan.charts.filter(({ schema }) => schema.properties?.[key])
  return Object.fromEntries(having.map(({ name }) => [name, values]))
}

const leaves = leavesOf(plan.types)

it(
  `no key is dead: each of ${leaves.length} changes what is rendered`,
  { timeout: 300_000 },
  () => {
    const dead = leaves.filter((leaf) => !situations.some((situation) => matters(leaf, situation)))
    expect(dead.map(({ path }) => path.join('.'))).toEqual([])
  },
)

function matters(leaf: Leaf, situation: Values): boolean {
  const after = rendered(overlay(situation, changedLeaf(situation, leaf)), leaf)
  const [part = ''] = leaf.path
  const known = before.get(situation) ?? new Map<string, string | undefined>()
  before.set(situation, known)
  if (!known.has(part)) known.set(part, rendered(situation, leaf))
  return after !== undefined && after !== known.get(part)
}

/** What a situation renders of each part of the values. */
const before = new Map<Values, Map<string, string | undefined>>()

/** Everything that a leaf can change; undefined where a check refuses the values. */
function rendered(values: Values, { path: [first] }: Leaf): string | undefined {
  const files = templateFiles(plan, values, { name: 'shop', namespace: 'ecommerce' })
  const concerned = files.filter(
    ({ component, isOn }) =>
      isOn && (component === undefined || component === first || first === 'global'),
  )
  if (concerned.some(({ documents, input }) => failures(documents, input).length > 0))
    return undefined
  return JSON.stringify(
    concerned.map(({ documents, input }) => evaluateDocuments(documents, input)),
  )
}
