import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assemble } from '../../src/chart/assemble.ts'
import { evaluateChart } from '../../src/chart/evaluate-chart.ts'
import { profilesOf } from '../../src/chart/profiles.ts'
import { TemplateFailure } from '../../src/template/functions.ts'
import { leavesOf } from '../../src/values/leaves.ts'
import { overlay } from '../../src/values/overlay.ts'
import type { Schema } from '../../src/values/schema.ts'
import type { Value, Values } from '../../src/values/value.ts'
import { helmTemplate } from '../../src/verify/helm.ts'
import { mapBounded } from '../../src/verify/map-bounded.ts'
import { findTools } from '../../src/verify/tools/find-tools.ts'
import { writeYaml } from '../../src/yaml/write-yaml.ts'
import { plan } from '../default-project.ts'
import { byIdentity, renderedObjects } from './rendered-objects.ts'
import { writeFiles } from '../write-files.ts'

const { helms } = await findTools()
const folder = mkdtempSync(join(tmpdir(), 'chartwright-render-'))
const release = { name: 'shop', namespace: 'ecommerce' }

beforeAll(() => writeFiles(folder, assemble(plan)))
afterAll(() => rmSync(folder, { recursive: true }))

interface Case {
  readonly name: string
  readonly values: Values
}

/** Objects by identity, or the sentence with which the chart refuses the values. */
type Outcome = Readonly<Record<string, unknown>> | string

function evaluated(values: Values): Outcome {
  try {
    return byIdentity(evaluateChart(plan, overlay(plan.defaults, values), release))
  } catch (error) {
    if (error instanceof TemplateFailure) return error.message
    throw error
  }
}

async function rendered(helm: (typeof helms)[number], { name, values }: Case): Promise<Outcome> {
  const file = join(folder, `${name.replaceAll(/[^a-zA-Z0-9.-]/g, '-')}-${helm.version}.yaml`)
  writeFileSync(file, writeYaml(values))
  const input = { helm, directory: join(folder, 'chart'), chart: plan.identity.name, values: [file], kubernetes: '1.36.0' }
  const { manifests, problems } = await helmTemplate({ ...input, release: release.name, namespace: release.namespace }, { timeout: 60_000 })
  return manifests === undefined ? problems.map(({ message }) => message).join('\n') : renderedObjects(manifests)
}

async function expectEqual(helm: (typeof helms)[number], one: Case): Promise<void> {
  const [helmSays, weSay] = [await rendered(helm, one), evaluated(one.values)]
  if (typeof weSay === 'string') expect(helmSays, one.name).toContain(weSay)
  else expect(helmSays, one.name).toEqual(weSay)
}

const profiles: readonly Case[] = [
  { name: 'defaults', values: {} },
  ...profilesOf(plan).map(({ name, delta }) => ({ name, values: delta })),
]

const inline: Values = { global: { secrets: { provider: 'inline' } } }
const externalSecrets: Values = {
  global: { secrets: { provider: 'externalSecrets', externalSecrets: { storeRef: { name: 'vault' } } } },
}

/** Every single switch turned over, and every choice of an enumeration. */
const toggles: readonly Case[] = leavesOf(plan.types)
  .filter(({ path }) => path[1] !== 'global')
  .flatMap(({ path, schema }) =>
    choices(schema, valueAt(plan.defaults, path)).map((value) => ({
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

describe.each(helms)('evaluate equals helm template, Helm $version', (helm) => {
  test.each([...profiles, { name: 'inline', values: inline }, { name: 'externalSecrets', values: externalSecrets }])(
    'profile $name',
    async (profile) => {
      await expectEqual(helm, profile)
    },
  )

  test(`every single toggle (${toggles.length})`, { timeout: 600_000 }, async () => {
    expect(toggles.length).toBeGreaterThan(100)
    await mapBounded(toggles, 2, async (toggle) => expectEqual(helm, toggle))
  })
})
