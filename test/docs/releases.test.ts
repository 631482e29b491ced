import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { gateway, service } from 'chartwright'
import { checkedPlan } from '../../src/chart/checked-plan.ts'
import { chartFailures, evaluateChart } from '../../src/chart/evaluate-chart.ts'
import type { PlatformPlan } from '../../src/chart/plan-platform.ts'
import { compareStates, type State } from '../../src/diff/compare-states.ts'
import { overlay } from '../../src/helm/merge/overlay.ts'
import type { Platform } from '../../src/platform/define-platform.ts'
import { schemaProblems } from '../../src/validate/schema-problems.ts'
import type { Values } from '../../src/values/value.ts'
import { toManifest } from '../../src/verify/manifest.ts'
import { allRules } from '../../src/verify/rules/all-rules.ts'
import { toRelease } from '../../src/verify/rules/release.ts'
import { checkRules } from '../../src/verify/rules/rule.ts'
import { identity, projectDirectory } from '../default-project.ts'
import { codeBlocks } from './code-blocks.ts'

const blocks = codeBlocks(projectDirectory, 'docs/releases.md')
const release = { name: 'shop', namespace: 'default' }
const web = service({ image: 'shop/web', port: 8080, release: 'canary' })
const planOf = (components: Platform['components']): PlatformPlan =>
  checkedPlan({ components }, identity)

/** The state of a release with these values; it throws where its chart refuses them. */
function stateOf(plan: PlatformPlan, values: Values): State {
  const merged = overlay(plan.defaults, values)
  expect(schemaProblems(plan.schema, merged)).toEqual([])
  expect(chartFailures(plan, merged, release)).toEqual([])
  const objects = evaluateChart(plan, merged, release)
  return { name: 'shop', values: merged, schema: plan.types, objects }
}

/** The values that a command sets: `web.canary.replicas=1,…`. */
function setBy(text: string): Values {
  return text.split(',').reduce<Values>((all, pair) => {
    const [path = '', value = ''] = pair.split('=')
    const steps = path.split('.').toReversed()
    const given: unknown = /^\d+$/.test(value) ? Number(value) : value
    const one = steps.reduce((inner, key) => ({ [key]: inner }), given)
    return overlay(all, one as Values) // a value below at least one key
  }, {})
}

test('the steps of a canary are taken by the chart, and diff warns of none', () => {
  const text = blocks.find((one) => one.text.includes('$upgrade'))?.text ?? ''
  const steps = [...text.matchAll(/^\$upgrade --set (\S+)/gm)].map(([, all = '']) => setBy(all))
  expect(steps.length).toBeGreaterThan(5)
  const plan = planOf({ web, gateway: gateway({ routes: { '/': 'web' } }) })
  let values: Values = { web: { stable: { replicas: 3, image: { tag: '1.4.0' } } } }
  for (const step of steps) {
    const next = overlay(values, step)
    const { breaking } = compareStates(stateOf(plan, values), stateOf(plan, next))
    expect(breaking, JSON.stringify(step)).toEqual([])
    values = next
  }
  expect(values).toMatchObject({
    web: { stable: { image: { tag: '1.5.0' } }, canary: { replicas: 0 } },
    gateway: { canaries: { web: { weight: 0 } } },
  })
})

test('the HTTPRoute of a canary leads to Services that there are', () => {
  const text = blocks.find(({ language }) => language === 'yaml')?.text ?? ''
  const { objects } = stateOf(planOf({ web }), parse(text) as Values)
  const manifests = objects.map((one) =>
    toManifest(one, { source: 'docs', namespace: 'default', text: '' }),
  )
  expect(manifests.map(({ kind }) => kind)).toContain('HTTPRoute')
  const broken = checkRules(allRules, toRelease(manifests))
  expect(broken.filter(({ path }) => path.startsWith('HTTPRoute'))).toEqual([])
})
