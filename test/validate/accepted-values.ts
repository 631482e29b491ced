import { join } from 'node:path'
import * as fc from 'fast-check'
import { isError, type Problem } from '../../src/errors/chart-error.ts'
import { loadChart } from '../../src/helm/chart/load-chart.ts'
import { loadValues } from '../../src/values/read-values.ts'
import { validateValues } from '../../src/validate/validate-values.ts'
import { schemaAt } from '../../src/schema/schema-at.ts'
import { isMap, mapValues, type Value, type Values } from '../../src/values/value.ts'
import type { Manifest } from '../../src/verify/manifest.ts'
import { componentOf, profiles, readObjects, tryToRender } from '../chart/default-chart.ts'
import { plan } from '../default-project.ts'
import { anyDocument, anyValue } from './any-document.ts'

/** A values file on top of a profile. */
export interface Document {
  readonly profile: string
  readonly values: Values
}

/** What values add to a pod: much at once, which comes up rarely among all keys. */
const anyExtras: fc.Arbitrary<Values> = fc.record({
  orders: fc.record({
    env: anyAt('orders', 'env'),
    affinity: anyAt('orders', 'affinity'),
    initContainers: anyAt('orders', 'initContainers').map(mounting),
    sidecars: anyAt('orders', 'sidecars').map(mounting),
  }),
})

function anyAt(...path: readonly string[]): fc.Arbitrary<Value> {
  return anyValue(schemaAt(plan.schema, path) ?? {}, plan.schema)
}

/** Containers whose mounts are of a volume that is there. */
function mounting(containers: Value): Value {
  const mounted = Object.entries(containers as Values).map(([name, container]) => {
    const { volumeMounts = {}, ...rest } = container as Values
    const mounts = mapValues(volumeMounts as Values, (mount) => ({
      ...(mount as Values),
      name: 'tmp',
    }))
    return [name, { ...rest, volumeMounts: mounts }]
  })
  return Object.fromEntries(mounted)
}

/** Any values file of the default chart that its schema takes, on any profile. */
export const anyOnProfile: fc.Arbitrary<Document> = fc.record({
  profile: fc.constantFrom(...profiles),
  values: fc.oneof({ weight: 3, arbitrary: anyDocument(plan.schema) }, anyExtras),
})

/** What Helm makes of a document: the chart's objects, or none because it refuses them. */
export interface Outcome {
  readonly objects: readonly Manifest[]
  readonly isRefused: boolean
  /** Where we and Helm differ. */
  readonly faults: readonly string[]
}

/** Judges documents on the default chart in a folder: renders them, and asks `validateValues`. */
export function judge(folder: string): (document: Document) => Promise<Outcome> {
  const chart = loadChart(join(folder, 'chart'))
  return async (document) => {
    const { profile, values } = document
    const file = profile === 'defaults' ? [] : [join(folder, `values-${profile}.yaml`)]
    const verdict = validateValues(chart, loadValues([...file, values]))
    const errors = verdict.problems.filter(isError)
    const { manifests, problems } = await tryToRender(folder, document)
    if (manifests === undefined) {
      return { objects: [], isRefused: true, faults: disagreement(problems, errors) }
    }
    const all = readObjects(manifests)
    const seen = verdict.valid ? (verdict.values as Values) : {}
    return {
      objects: all.filter((object) => !isExtra(object)),
      isRefused: false,
      faults: verdict.valid
        ? changedExtras(all.filter(isExtra), seen)
        : errors.map(({ path, message }) => `we refuse ${path}: ${message}`),
    }
  }
}

/** Helm says one sentence of the chart, or in its own words what the schema refuses. */
function disagreement(problems: readonly Problem[], ours: readonly Problem[]): readonly string[] {
  const [first] = problems
  const isSame =
    first?.code === 'values-schema'
      ? ours.some(({ code }) => code.startsWith('values-'))
      : ours.some(({ message }) => message === first?.message)
  return isSame ? [] : [`Helm refuses: ${first?.message}; we: ${ours[0]?.message ?? 'nothing'}`]
}

/** An operator's own object, of whatever kind: the chart only passes it on. */
function isExtra({ source }: Manifest): boolean {
  return source.endsWith('/extra-objects.yaml')
}

function changedExtras(extra: readonly Manifest[], merged: Values): readonly string[] {
  const given = Object.entries(merged).flatMap(([component, values]) => {
    const objects = isMap(values) && values['enabled'] === true ? values['extraObjects'] : {}
    return Object.values(isMap(objects) ? objects : {}).map((object) => [component, object])
  })
  const passed = extra.map((object) => [componentOf(object), object.body])
  const text = (all: readonly unknown[]): string =>
    JSON.stringify(all.map((one) => JSON.stringify(one)).toSorted())
  return text(given) === text(passed)
    ? []
    : [`extra objects were ${text(given)} and became ${text(passed)}`]
}
