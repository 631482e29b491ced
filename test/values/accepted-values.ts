import * as fc from 'fast-check'
import { chartFailures } from '../../src/chart/evaluate-chart.ts'
import { profilesOf } from '../../src/chart/profiles.ts'
import type { Problem } from '../../src/errors/chart-error.ts'
import { overlay } from '../../src/values/overlay.ts'
import { schemaProblems } from '../../src/values/schema-problems.ts'
import { isMap, type Values } from '../../src/values/value.ts'
import type { Manifest } from '../../src/verify/manifest.ts'
import { componentOf, readObjects, tryToRender } from '../chart/default-chart.ts'
import { plan } from '../default-project.ts'
import { anyDocument } from './any-document.ts'

/** A values file on top of a profile. */
export interface Document {
  readonly profile: string
  readonly values: Values
}

const profiles: Readonly<Record<string, Values>> = {
  defaults: {},
  ...Object.fromEntries(profilesOf(plan).map(({ name, delta }) => [name, delta])),
}

/** Any values file of the default chart that its schema takes, on any profile. */
export const anyOnProfile: fc.Arbitrary<Document> = fc.record({
  profile: fc.constantFrom(...Object.keys(profiles)),
  values: anyDocument(plan.schema),
})

/** What Helm makes of a document: the chart's objects, or none because it refuses them. */
export interface Outcome {
  readonly objects: readonly Manifest[]
  readonly isRefused: boolean
  /** Where we and Helm differ. */
  readonly faults: readonly string[]
}

/** Renders the default chart in a folder with a document. */
export async function outcomeOf(folder: string, document: Document): Promise<Outcome> {
  const merged = overlay(overlay(plan.defaults, profiles[document.profile] ?? {}), document.values)
  const { manifests, problems } = await tryToRender(folder, document)
  if (manifests === undefined) {
    return { objects: [], isRefused: true, faults: disagreement(problems, merged) }
  }
  const objects = readObjects(manifests)
  const extra = objects.filter(isExtra)
  return {
    objects: objects.filter((object) => !isExtra(object)),
    isRefused: false,
    faults: [
      ...changedExtras(extra, merged),
      ...refusals(merged).map((one) => `we refuse: ${one}`),
    ],
  }
}

/** Helm says one sentence of the chart, or what the schema refuses; we say them all. */
function disagreement(problems: readonly Problem[], merged: Values): readonly string[] {
  const ours = refusals(merged)
  const [first] = problems
  const isSchema = first?.code === 'values-schema' // in Helm's words, which are not ours
  const isSame = isSchema ? ours.length > 0 : ours.includes(first?.message ?? '')
  return isSame ? [] : [`Helm refuses: ${first?.message}; we: ${ours[0] ?? 'nothing'}`]
}

const release = { name: 'ecommerce', namespace: 'ecommerce' }

function refusals(merged: Values): readonly string[] {
  const wrong = schemaProblems(plan.schema, merged).map(({ message }) => message)
  return wrong.length > 0 ? wrong : chartFailures(plan, merged, release)
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
  const text = (all: readonly unknown[]): string => JSON.stringify(all.map(String).toSorted())
  const [before, after] = [given, passed].map((all) => text(all.map((one) => JSON.stringify(one))))
  return before === after ? [] : [`extra objects were ${before} and became ${after}`]
}
