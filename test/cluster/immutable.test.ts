import { expect, test } from 'vitest'
import platform from '../../platform.ts'
import { immutableFields } from '../../src/diff/refused-changes.ts'
import { at } from '../../src/verify/fields.ts'
import { type Manifest, titleOf } from '../../src/verify/manifest.ts'
import { chartOf } from './chart-of.ts'
import { rendered } from './rendered.ts'
import { chart, profiles } from './shop.ts'

/** Kinds that have such fields, of which there are objects here. */
const kinds = [
  'Deployment',
  'Job',
  'PersistentVolumeClaim',
  'PriorityClass',
  'Secret',
  'Service',
  'StatefulSet',
]

test('no two profiles, and no two versions, differ in a field that cannot change', async () => {
  const versions = ['1.0.0', '2.0.0'].map((version) =>
    chartOf(platform, { version, appVersion: version }),
  )
  const charts = [chart, ...versions]
  const outputs = charts.flatMap((one) => profiles.map(({ name }) => rendered(name, one)))
  const fields = (await Promise.all(outputs)).flat().flatMap(frozenFields)
  expect(new Set(fields.map(({ kind }) => kind))).toEqual(new Set(kinds))
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

function frozenFields(manifest: Manifest): readonly Field[] {
  const { kind, body } = manifest
  return (immutableFields[kind] ?? []).map((path) => ({
    kind,
    place: `${titleOf(manifest)} ${path}`,
    content: JSON.stringify(at(body, ...path.split('.'))) ?? 'absent',
  }))
}
