import { expect, it } from 'vitest'
import { everyFeature } from '../../../scripts/bench/every-feature.ts'
import { impactMap } from '../../../src/chart/explain/impact.ts'
import { type TemplateFile, templateFiles } from '../../../src/chart/template-files.ts'
import { evaluateDocuments } from '../../../src/template/evaluate/evaluate.ts'
import { failures } from '../../../src/template/evaluate/failures.ts'
import { type Leaf, leavesOf } from '../../../src/schema/leaves.ts'
import { overlay } from '../../../src/helm/merge/overlay.ts'
import { plan } from '../../default-project.ts'
import { changedLeaf } from '../changed-leaf.ts'

const release = { name: 'shop', namespace: 'ecommerce' }
const base = overlay(plan.defaults, everyFeature(plan))

/** The values of one component of each kind, those of the umbrella, and the globals. */
const kinds = new Map(plan.charts.map(({ name, resolved }) => [resolved.component.kind, name]))
const others = plan.charts
  .map(({ name }) => name)
  .filter((name) => ![...kinds.values()].includes(name))
const leaves = leavesOf(plan.types).filter(({ path: [first = ''] }) => !others.includes(first))
const impactOf = impactMap(templateFiles(plan, base, release))

it('says of every value what it changes', () => {
  const without = leaves.filter(({ path }) => impactOf(path).length === 0)
  expect(without.map(({ path }) => path.join('.'))).toEqual([])
})

it('names every file that renders anything else when a value changes', { timeout: 300_000 }, () => {
  const before = rendered(templateFiles(plan, base, release))
  let changes = 0
  const missed = leaves.flatMap((leaf) => {
    const named = new Set(impactOf(leaf.path).map(({ file }) => file))
    const files = templateFiles(plan, overlay(base, changedLeaf(base, leaf)), release)
    const mayChange = files.filter(({ component }) => isConcerned(component, leaf))
    const differing = [...rendered(mayChange)].filter(([file, text]) => text !== before.get(file))
    changes += differing.length
    return differing.flatMap(([file]) =>
      named.has(file) ? [] : [`${leaf.path.join('.')}: ${file}`],
    )
  })
  expect(missed).toEqual([])
  expect(changes).toBeGreaterThan(leaves.length / 2)
})

it('tells an object that reads a value from one that restarts its pods because of it', () => {
  const effects = impactOf(['users', 'config', 'LOG_LEVEL'])
  expect(effects).toEqual([
    {
      file: 'charts/users/templates/configmap.yaml',
      kind: 'ConfigMap',
      name: 'shop-users',
      isRendered: true,
    },
    {
      file: 'charts/users/templates/deployment.yaml',
      kind: 'Deployment',
      name: 'shop-users',
      isRendered: true,
      by: 'checksum',
    },
  ])
})

it('tells what is not rendered under the values', () => {
  const files = templateFiles(plan, plan.defaults, release)
  const [scaler, check] = impactMap(files)(['users', 'autoscaling', 'maxReplicas'])
  expect(scaler).toMatchObject({ kind: 'HorizontalPodAutoscaler', isRendered: true })
  const [budget] = impactMap(files)(['users', 'podDisruptionBudget', 'minAvailable'])
  expect(budget).toMatchObject({ kind: 'PodDisruptionBudget', isRendered: false })
  expect(check).toMatchObject({ kind: 'check', file: 'charts/users/templates/checks.yaml' })
})

/** What each file renders, or what it refuses. */
function rendered(files: readonly TemplateFile[]): ReadonlyMap<string, string> {
  return new Map(
    files.map(({ path, documents, input, isOn }) => {
      const refused = isOn ? failures(documents, input) : []
      const objects = isOn && refused.length === 0 ? evaluateDocuments(documents, input) : []
      return [path, JSON.stringify([refused, objects])]
    }),
  )
}

/** Nothing but globals reaches another component. */
function isConcerned(component: string | undefined, { path: [first] }: Leaf): boolean {
  return component === undefined || first === 'global' || first === component
}
