import { expect, it } from 'vitest'
import { chartState } from '../../../src/diff/chart-state.ts'
import { compareStates } from '../../../src/diff/compare-states.ts'
import { newestHelm } from '../../helm.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const definition = (versions: string, more = ''): string => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: shops.example.com${more} }
spec:
  group: example.com
  scope: Namespaced
  names: { plural: shops, kind: Shop }
  versions: [${versions}]
`
const version = (name: string, fields: string, served = true): string =>
  `{ name: ${name}, served: ${served}, storage: ${name === 'v1'}, schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { ${fields} } } } } } }`
const keep = ', annotations: { helm.sh/resource-policy: keep }'
const v1 = version('v1', 'a: { type: string }')
const shop = 'apiVersion: example.com/v1\nkind: Shop\nmetadata: { name: a }\n'

type Files = Readonly<Record<string, string>>

/** Two versions of a chart, and what an upgrade does. */
const cases: Readonly<Record<string, readonly [Files, Files, readonly string[]]>> = {
  'in crds/ that changes is not upgraded': [
    { 'crds/a.yaml': definition(v1) },
    { 'crds/a.yaml': definition(version('v1', 'a: { type: string }, b: { type: string }')) },
    ['warning crd-not-upgraded'],
  ],
  'in crds/ that is described in other words is the same': [
    { 'crds/a.yaml': definition(v1) },
    { 'crds/a.yaml': definition(version('v1', 'a: { type: string, description: b }')) },
    [],
  ],
  'that is new in crds/ is not installed': [
    {},
    { 'crds/a.yaml': definition(v1) },
    ['warning crd-not-installed'],
  ],
  'that is new in crds/ while the chart makes an object of it fails': [
    {},
    { 'crds/a.yaml': definition(v1), 'templates/shop.yaml': shop },
    ['crd-not-installed'],
  ],
  'of a subchart, too': [
    {},
    {
      'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n',
      'charts/sub/crds/a.yaml': definition(v1),
      'templates/shop.yaml': shop,
    },
    ['crd-not-installed'],
  ],
  'that goes from crds/ to the templates is there already': [
    { 'crds/a.yaml': definition(v1) },
    { 'templates/a.yaml': definition(v1) },
    ['object-exists'],
  ],
  'that goes from the templates to crds/ is deleted': [
    { 'templates/a.yaml': definition(v1) },
    { 'crds/a.yaml': definition(v1) },
    ['crd-removed', 'warning crd-not-installed'],
  ],
  'that goes from the templates to crds/ and is kept stays': [
    { 'templates/a.yaml': definition(v1, keep) },
    { 'crds/a.yaml': definition(v1) },
    [],
  ],
  'with a version that is served no longer': [
    { 'templates/a.yaml': definition(`${v1}, ${version('v1beta1', '')}`) },
    { 'templates/a.yaml': definition(`${v1}, ${version('v1beta1', '', false)}`) },
    ['warning crd-version-removed'],
  ],
  'with a version that is gone while the chart uses it': [
    { 'templates/a.yaml': definition(`${v1}, ${version('v1beta1', '')}`) },
    { 'templates/a.yaml': definition(v1), 'templates/b.yaml': shop.replace('v1', 'v1beta1') },
    ['crd-version-removed'],
  ],
  'whose stored version goes cannot be applied': [
    { 'crds/a.yaml': definition(v1) },
    {
      'crds/a.yaml': definition(
        version('v2', 'a: { type: string }').replace('storage: false', 'storage: true'),
      ),
    },
    ['warning crd-not-upgraded', 'immutable-field', 'warning crd-version-removed'],
  ],
  'that allows less': [
    { 'templates/a.yaml': definition(v1) },
    { 'templates/a.yaml': definition(version('v1', 'a: { type: string, maxLength: 9 }')) },
    ['warning crd-narrowed'],
  ],
}

it.each(Object.entries(cases))('a definition %s', async (_, [old, next, expected]) => {
  const [from, to] = await Promise.all(
    [old, next].map((files) =>
      chartState(
        temporaryFolder({ 'Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n', ...files }),
        [],
        newestHelm(),
      ),
    ),
  )
  if (!from || !to) throw new Error('there are two')
  const told = compareStates(from, to).breaking.map(({ code, severity }) =>
    severity === undefined ? code : `${severity} ${code}`,
  )
  expect(told).toEqual(expected)
})
