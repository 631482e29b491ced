import { expect, test } from 'vitest'
import { at } from '../../src/verify/fields.ts'
import { helmTemplate } from '../../src/verify/helm.ts'
import { type Manifest, manifestReader, titleOf } from '../../src/verify/manifest.ts'
import { newestHelm } from './helm.ts'
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

test('no two profiles differ in a field that cannot change', async () => {
  const rendered = await Promise.all(profiles.map(({ values }) => render(values)))
  const fields = rendered.flat().flatMap(immutableFields)
  expect(new Set(fields.map(({ kind }) => kind))).toEqual(new Set(Object.keys(immutable)))
  const differing = fields.filter(
    ({ place, content }) => fields.find((one) => one.place === place)?.content !== content,
  )
  expect(differing.map(({ place }) => place)).toEqual([])
})

async function render(values: readonly string[]): Promise<readonly Manifest[]> {
  const { manifests = '' } = await helmTemplate(
    {
      helm: newestHelm(),
      directory: chart,
      chart: 'ecommerce',
      values,
      release: 'shop',
      namespace: 'shop',
      kubernetes: '1.36.3',
    },
    {},
  )
  return manifestReader('shop')(manifests)
}

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
