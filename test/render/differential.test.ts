import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assemble } from '../../src/chart/assemble.ts'
import { chartFailures, evaluateChart } from '../../src/chart/evaluate-chart.ts'
import { profilesOf } from '../../src/chart/profiles.ts'
import { leavesOf } from '../../src/schema/leaves.ts'
import { overlay } from '../../src/helm/merge/overlay.ts'
import type { Schema } from '../../src/schema/schema.ts'
import type { Value, Values } from '../../src/values/value.ts'
import { helmTemplate } from '../../src/verify/helm.ts'
import { mapBounded } from '../../src/verify/map-bounded.ts'
import { findTools } from '../../src/verify/tools/find-tools.ts'
import { writeYaml } from '../../src/helm/yaml/write-yaml.ts'
import type { PlatformPlan } from '../../src/chart/plan-platform.ts'
import { plan as shop } from '../default-project.ts'
import { twoNamespacesPlan } from '../namespaces-project.ts'
import { workloadsPlan } from '../workloads-project.ts'
import { byIdentity, renderedObjects } from './rendered-objects.ts'
import { writeFiles } from '../write-files.ts'

const { helms } = await findTools()
const folder = mkdtempSync(join(tmpdir(), 'chartwright-render-'))
const release = { name: 'shop', namespace: 'ecommerce' }

/** Each with the components whose switches are turned. */
const platforms: readonly Platform[] = [
  { plan: shop, components: shop.charts.map(({ name }) => name) },
  {
    plan: workloadsPlan,
    components: [
      'catalog',
      'frontend',
      'store',
      'relay',
      'mailer',
      'search',
      'seed',
      'reindex',
      'collector',
    ],
  },
  { plan: twoNamespacesPlan, components: ['gateway', 'metrics', 'report'] },
]

beforeAll(() => {
  for (const { plan } of platforms) writeFiles(folderOf(plan), assemble(plan))
})
afterAll(() => rmSync(folder, { recursive: true }))

interface Platform {
  readonly plan: PlatformPlan
  readonly components: readonly string[]
}

const folderOf = ({ identity }: PlatformPlan): string => join(folder, identity.name)

/** One change to the defaults. */
interface Toggle extends Case {
  readonly component: string
  /** Seen by one component alone. */
  readonly isOwn: boolean
}

interface Case {
  readonly name: string
  readonly values: Values
}

/** Objects by identity, or the sentences with which the chart refuses the values. */
type Outcome = Readonly<Record<string, unknown>> | readonly string[]

function evaluated(plan: PlatformPlan, values: Values): Outcome {
  const merged = overlay(plan.defaults, values)
  const sentences = chartFailures(plan, merged, release)
  return sentences.length > 0 ? sentences : byIdentity(evaluateChart(plan, merged, release))
}

async function rendered(
  plan: PlatformPlan,
  helm: (typeof helms)[number],
  { name, values }: Case,
): Promise<Outcome> {
  const file = join(
    folderOf(plan),
    `${createHash('sha256').update(name).digest('hex')}-${helm.version}.yaml`,
  )
  writeFileSync(file, writeYaml(values))
  const input = {
    helm,
    directory: join(folderOf(plan), 'chart'),
    chart: plan.identity.name,
    values: [file],
    kubernetes: '1.36.0',
  }
  const { manifests, problems } = await helmTemplate(
    { ...input, release: release.name, namespace: release.namespace },
    { timeout: 60_000 },
  )
  return manifests === undefined
    ? problems.map(({ message }) => message)
    : renderedObjects(manifests)
}

async function expectEqual(
  plan: PlatformPlan,
  helm: (typeof helms)[number],
  one: Case,
): Promise<void> {
  const [helmSays, weSay] = [await rendered(plan, helm, one), evaluated(plan, one.values)]
  if (Array.isArray(weSay)) expect(weSay, one.name).toContain(firstSentence(helmSays))
  else expect(helmSays, one.name).toEqual(weSay)
}

/** Helm stops at the first check that fails, in an order of its own. */
function firstSentence(outcome: Outcome): string {
  const [sentence] = Array.isArray(outcome) ? (outcome as readonly string[]) : ['Helm rendered it']
  return sentence ?? 'Helm said nothing'
}

const profiles = (plan: PlatformPlan): readonly Case[] => [
  { name: 'defaults', values: {} },
  ...profilesOf(plan).map(({ name, delta }) => ({ name, values: delta })),
]

const inline: Values = { global: { secrets: { provider: 'inline' } } }
const externalSecrets: Values = {
  global: {
    secrets: { provider: 'externalSecrets', externalSecrets: { storeRef: { name: 'vault' } } },
  },
}

const from = { prometheus: { namespace: 'monitoring', podLabels: { app: 'prometheus' } }, ops: {} }
const monitored: readonly Case[] = [
  ['annotations', {}],
  ['operator', { operator: { labels: { release: 'kube' }, interval: '30s' } }],
  ['operator and a label twice', { operator: { labels: { team: 'a' } } }],
].map(([name = '', more]) => ({
  name: `monitoring by ${name as string}`,
  values: {
    global: {
      labels: { team: 'shop' },
      monitoring: { provider: (name as string).split(' ')[0] ?? '', from, ...(more as Values) },
    },
  },
}))

/** Every single switch turned over, and every choice of an enumeration. */
const togglesOf = ({ plan, components }: Platform): readonly Toggle[] =>
  leavesOf(plan.types)
    .filter(
      ({ path: [first = '', second] }) =>
        second !== 'global' &&
        (plan === shop ||
          components.includes(first) ||
          (first === 'global' && ['monitoring', 'services'].includes(second ?? ''))),
    )
    .flatMap(({ path, schema }) =>
      choices(schema, valueAt(plan.defaults, path)).map((value) => ({
        component: path[0] ?? '',
        isOwn: plan.charts.some(({ name }) => name === path[0]) && path[1] !== 'enabled',
        name: `${path.join('.')}=${JSON.stringify(value)}`,
        values: nested(path, value),
      })),
    )

function choices(schema: Schema, current: Value | undefined): readonly Value[] {
  if (schema.type === 'boolean') return [current !== true]
  return (schema.enum ?? []).filter((value) => value !== current)
}

function valueAt(values: Values, path: readonly string[]): Value | undefined {
  return path.reduce<Value | undefined>((from, key) => (from as Values | undefined)?.[key], values)
}

function nested(path: readonly string[], value: Value): Values {
  return path.reduceRight<Value>((inner, key) => ({ [key]: inner }), value) as Values // a path has at least one key
}

/**
 * A subchart sees its own values and the globals only, so one rendering may hold one toggle of each
 * component. What other components see, and what the chart refuses, is rendered alone.
 */
function renderings(plan: PlatformPlan, all: readonly Toggle[]): readonly Case[] {
  const shared = all.filter(({ isOwn, values }) => isOwn && !Array.isArray(evaluated(plan, values)))
  const alone = all.filter((toggle) => !shared.includes(toggle))
  const turns = shared.map((toggle) => turn(toggle, shared))
  const rounds = Array.from({ length: Math.max(0, ...turns) + 1 }, (_, i) =>
    shared.filter((_toggle, j) => turns[j] === i),
  )
  return [...alone, ...rounds.map(together)]
}

/** The how-manieth toggle of its component it is. */
function turn(toggle: Toggle, all: readonly Toggle[]): number {
  return all.filter(({ component }) => component === toggle.component).indexOf(toggle)
}

function together(round: readonly Toggle[]): Case {
  return {
    name: round.map(({ name }) => name).join(' '),
    values: round.map(({ values }) => values).reduce(overlay, {}),
  }
}

const cases = platforms.flatMap((platform) =>
  helms.map((helm) => ({
    ...platform,
    helm,
    name: platform.plan.identity.name,
    version: helm.version,
  })),
)

describe.each(cases)(
  'evaluate equals helm template: $name, Helm $version',
  ({ plan, components, helm }) => {
    test.each([
      ...profiles(plan),
      { name: 'inline', values: inline },
      { name: 'externalSecrets', values: externalSecrets },
      ...(plan === workloadsPlan ? monitored : []),
    ])('profile $name', async (profile) => {
      await expectEqual(plan, helm, profile)
    })

    const toggles = togglesOf({ plan, components })
    test(`every single toggle (${toggles.length})`, { timeout: 600_000 }, async () => {
      expect(toggles.length).toBeGreaterThan(50)
      const all = renderings(plan, toggles)
      await mapBounded(all, 2, async (one) => expectEqual(plan, helm, one))
    })
  },
)
