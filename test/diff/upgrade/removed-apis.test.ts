import { expect, it } from 'vitest'
import { hookChanges } from '../../../src/diff/upgrade/hook-changes.ts'
import { removedApis } from '../../../src/diff/upgrade/removed-apis.ts'

const object = (apiVersion: string, kind: string, annotations: object = {}): object => ({
  apiVersion,
  kind,
  metadata: { name: 'a', annotations },
})
const told = (problems: readonly { readonly code: string; readonly message: string }[]) =>
  problems.map(({ code, message }) => `${code}: ${message.split(',')[0]}`)

it('an API that newer Kubernetes lacks is told where an upgrade begins or ceases to use it', () => {
  const [old, next] = [
    object('policy/v1beta1', 'PodDisruptionBudget'),
    object('policy/v1', 'PodDisruptionBudget'),
  ]
  expect(told(removedApis([next], [old]))).toEqual([
    'api-removed: Kubernetes 1.25 and later do not have PodDisruptionBudget in policy/v1beta1',
  ])
  expect(told(removedApis([old], [next]))).toEqual([
    'api-left: the release has PodDisruptionBudget in policy/v1beta1',
  ])
  expect(removedApis([old], [old])).toEqual([])
  // The same group and version has other kinds, and had more later.
  expect(removedApis([], [object('networking.k8s.io/v1beta1', 'ServiceCIDR')])).toEqual([])
})

const hook = (events: string, more: object = {}): object =>
  object('v1', 'ConfigMap', { 'helm.sh/hook': events, ...more })
const plain = object('v1', 'ConfigMap')

it.each([
  [
    'an object that becomes a hook before the upgrade is deleted',
    plain,
    hook('pre-install,pre-upgrade'),
    ['hook-deleted'],
  ],
  [
    'an object that becomes a hook after the upgrade is made again',
    plain,
    hook('post-upgrade'),
    [],
  ],
  [
    'an object that becomes a hook and is kept stays',
    object('v1', 'ConfigMap', { 'helm.sh/resource-policy': 'keep' }),
    hook('pre-upgrade'),
    [],
  ],
  ['what a hook has made is there already', hook('pre-install'), plain, ['object-exists']],
  [
    'what a hook has made and deleted is not',
    hook('pre-install', { 'helm.sh/hook-delete-policy': 'hook-succeeded' }),
    plain,
    [],
  ],
  ['a hook that stays one is made anew', hook('pre-install'), hook('pre-upgrade'), []],
  [
    'a Job ends by itself',
    object('batch/v1', 'Job'),
    object('batch/v1', 'Job', { 'helm.sh/hook': 'pre-upgrade' }),
    [],
  ],
])('%s', (_, from, to, expected) => {
  expect(hookChanges([from], [to]).map(({ code }) => code)).toEqual(expected)
})
