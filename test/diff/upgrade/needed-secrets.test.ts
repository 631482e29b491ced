import { expect, it } from 'vitest'
import { profilesOf } from '../../../src/chart/profiles.ts'
import { compareStates } from '../../../src/diff/compare-states.ts'
import { plannedState } from '../../../src/diff/planned-state.ts'
import { neededSecrets } from '../../../src/diff/upgrade/needed-secrets.ts'
import type { Values } from '../../../src/values/value.ts'
import { plan, projectDirectory } from '../../default-project.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const app = (pod: Values): Values => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'app' },
  spec: { template: { spec: pod } },
})
const mounting = (secret: Values): Values => app({ volumes: [{ name: 'tls', secret }] })
const made = (apiVersion: string, kind: string, spec: Values = {}): Values => ({
  apiVersion,
  kind,
  metadata: { name: 'tls' },
  spec,
})

it('tells of a Secret that pods need from now on and nothing makes', () => {
  expect(neededSecrets([app({})], [mounting({ secretName: 'tls' })])).toMatchObject([
    {
      code: 'secret-needed',
      path: 'Secret/tls',
      message: expect.stringContaining('Deployment/app'),
      severity: 'warning',
    },
  ])
})

it.each<[string, Values[]]>([
  ['may be missing', [mounting({ secretName: 'tls', optional: true })]],
  ['the chart renders', [mounting({ secretName: 'tls' }), made('v1', 'Secret')]],
  [
    'cert-manager makes',
    [
      mounting({ secretName: 'tls' }),
      made('cert-manager.io/v1', 'Certificate', { secretName: 'tls' }),
    ],
  ],
  [
    'External Secrets makes',
    [
      mounting({ secretName: 'tls' }),
      made('external-secrets.io/v1', 'ExternalSecret', { target: { name: 'tls' } }),
    ],
  ],
  ['is for others than pods', [made('networking.k8s.io/v1', 'Ingress', { secretName: 'tls' })]],
])('tells of none that %s', (_, to) => {
  expect(neededSecrets([], to)).toEqual([])
})

it('tells of none that pods had before', () => {
  const object = mounting({ secretName: 'tls' })
  expect(neededSecrets([object], [object])).toEqual([])
})

it('tells of the certificates of stores when TLS is switched on', () => {
  const tls = 'global:\n  tls:\n    redis: { enabled: true }\n    mongodb: { enabled: true }\n'
  const folder = temporaryFolder({ 'tls.yaml': tls })
  const [from, to] = [[], [`${folder}/tls.yaml`]].map((files) =>
    plannedState('any', plan, projectDirectory, files),
  )
  expect(from && to && compareStates(from, to).breaking.map(({ path }) => path)).toEqual([
    'Secret ecommerce-mongodb-tls, ecommerce-redis-tls',
  ])
})

it.each(profilesOf(plan))('needs no other Secrets for $name than for the defaults', ({ name }) => {
  const [from, to] = [[], [`${projectDirectory}/values-${name}.yaml`]].map((files) =>
    plannedState('any', plan, projectDirectory, files),
  )
  expect(neededSecrets(from?.objects ?? [], to?.objects ?? [])).toEqual([])
})
