import { expect, test } from 'vitest'
import platform from '../../platform.ts'
import { at } from '../../src/verify/fields.ts'
import { type Manifest, titleOf } from '../../src/verify/manifest.ts'
import { chartOf } from './chart-of.ts'
import { rendered } from './rendered.ts'
import { chart, profiles } from './shop.ts'

/** What the API server never lets change; a claim may grow, but no way leads back from there. */
const immutable: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec.selector'],
  Job: ['spec.selector', 'spec.template', 'spec.completions', 'spec.completionMode'],
  PersistentVolumeClaim: ['spec'],
  PriorityClass: ['value', 'preemptionPolicy'],
  Service: ['spec.clusterIP'],
  StatefulSet: [
    'spec.selector',
    'spec.serviceName',
    'spec.podManagementPolicy',
    'spec.volumeClaimTemplates',
  ],
}

test('no two profiles, and no two versions, differ in a field that cannot change', async () => {
  const versions = ['1.0.0', '2.0.0'].map((version) =>
    chartOf(platform, { version, appVersion: version }),
  )
  const charts = [chart, ...versions]
  const outputs = charts.flatMap((one) => profiles.map(({ name }) => rendered(name, one)))
  const fields = (await Promise.all(outputs)).flat().flatMap(immutableFields)
  expect(new Set(fields.map(({ kind }) => kind))).toEqual(new Set(Object.keys(immutable)))
  const differing = fields.filter(
    ({ place, content }) => fields.find((one) => one.place === place)?.content !== content,
  )
  expect(differing.map(({ place }) => place)).toEqual([])
})

/** One field of one object under one profile. */
interface Field {
  readonly kind: string
  readonly place: string
  readonly content: string
}

function immutableFields(manifest: Manifest): readonly Field[] {
  const { kind, body } = manifest
  return (immutable[kind] ?? []).map((path) => ({
    kind,
    place: `${titleOf(manifest)} ${path}`,
    content: JSON.stringify(at(body, ...path.split('.'))) ?? 'absent',
  }))
}
