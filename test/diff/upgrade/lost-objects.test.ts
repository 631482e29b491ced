import { describe, expect, it } from 'vitest'
import { withoutLists } from '../../../src/diff/release-objects.ts'
import { neededSecrets } from '../../../src/diff/upgrade/needed-secrets.ts'
import { upgradeProblems } from '../../../src/diff/upgrade/upgrade-problems.ts'
import { overlay } from '../../../src/helm/merge/overlay.ts'
import type { Values } from '../../../src/values/value.ts'

const object = (kind: string, name: string, fields: Values = {}, apiVersion = 'v1'): Values =>
  overlay({ apiVersion, kind, metadata: { name } }, fields)
const keep: Values = { metadata: { annotations: { 'helm.sh/resource-policy': 'keep' } } }
const hook: Values = { metadata: { annotations: { 'helm.sh/hook': 'pre-install' } } }

/** A workload with one container of an image, and what else its pods have. */
function workload(
  kind: string,
  name: string,
  image: string,
  pod: Values = {},
  spec: Values = {},
): Values {
  const containers = [{ name: 'main', image }]
  return object(
    kind,
    name,
    { spec: { ...spec, template: { spec: { containers, ...pod } } } },
    'apps/v1',
  )
}

const mounting = (claim: string): Values => ({
  volumes: [{ name: 'data', persistentVolumeClaim: { claimName: claim } }],
})
const needing = (secret: string): Values => ({
  volumes: [{ name: 'data', secret: { secretName: secret } }],
})
const templates: Values = { volumeClaimTemplates: [{ metadata: { name: 'data' } }] }
const db = (name: string, image = 'postgres:15', pod: Values = {}, spec: Values = {}): Values =>
  workload('StatefulSet', name, image, pod, spec)

/** What is said of an upgrade, each with its severity. */
function told(from: readonly Values[], to: readonly Values[]): readonly string[] {
  return upgradeProblems(from, to).map(
    ({ code, path, severity }) => `${severity ?? 'error'} ${code} ${path}`,
  )
}

describe('an upgrade that deletes', () => {
  it.each([
    ['PersistentVolumeClaim', 'v1', 'error claim-removed'],
    ['PersistentVolume', 'v1', 'error volume-removed'],
    ['Namespace', 'v1', 'error namespace-removed'],
    ['Secret', 'v1', 'warning secret-removed'],
    ['CustomResourceDefinition', 'apiextensions.k8s.io/v1', 'error crd-removed'],
    ['ExternalSecret', 'external-secrets.io/v1', 'warning secret-removed'],
  ])('a %s is told, unless Helm keeps it or makes it anew', (kind, version, said) => {
    const lost = object(kind, 'a', {}, version)
    expect(told([lost], [])).toEqual([`${said} ${kind}/a`])
    expect(told([overlay(lost, keep)], []).filter((one) => !one.includes('left-behind'))).toEqual(
      [],
    )
    expect(told([overlay(lost, hook)], [])).toEqual([])
    expect(told([lost], [overlay(lost, hook)])).toEqual([`${said} ${kind}/a`])
    expect(told([lost], [lost])).toEqual([])
  })

  it('a ConfigMap is not: the chart has what is in it', () => {
    expect(told([object('ConfigMap', 'a')], [])).toEqual([])
  })

  it('a Secret that a pod still needs breaks it, wherever the pod names it', () => {
    const users = [
      needing('a'),
      { imagePullSecrets: [{ name: 'a' }] },
      { containers: [{ name: 'm', envFrom: [{ secretRef: { name: 'a' } }] }] },
      {
        containers: [
          { name: 'm', env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a', key: 'k' } } }] },
        ],
      },
      { volumes: [{ name: 'v', projected: { sources: [{ secret: { name: 'a' } }] } }] },
    ]
    for (const pod of users) {
      const deployment = workload('Deployment', 'app', 'shop:1', pod)
      expect(told([object('Secret', 'a'), deployment], [deployment])).toEqual([
        'error secret-removed Secret/a',
      ])
    }
  })

  it('several Secrets is told once, with the command that keeps them', () => {
    const secrets = ['a', 'b', 'c'].map((name) => object('Secret', name))
    const [problem, ...others] = upgradeProblems(secrets, [])
    expect(others).toEqual([])
    expect(problem?.path).toBe('Secret a, b, c')
    expect(problem?.hint).toBe(
      'keep them: kubectl annotate secret a b c helm.sh/resource-policy=keep',
    )
  })

  it('a Secret that an operator makes from then on loses nothing', () => {
    const target = object(
      'ExternalSecret',
      'x',
      { spec: { target: { name: 'a' } } },
      'external-secrets.io/v1',
    )
    expect(told([object('Secret', 'a')], [target])).toEqual([])
  })

  it('is not stopped by a policy in other letters, which uninstall would take', () => {
    const policy: Values = { metadata: { annotations: { 'helm.sh/resource-policy': 'Keep' } } }
    expect(told([overlay(object('Secret', 'a'), policy)], [])).toEqual([
      'warning secret-removed Secret/a',
    ])
  })

  it('an ExternalSecret that leaves its Secret loses nothing', () => {
    const spec = { target: { creationPolicy: 'Orphan' } }
    expect(told([object('ExternalSecret', 'a', { spec }, 'external-secrets.io/v1')], [])).toEqual(
      [],
    )
  })

  it('what is in a List is told, too', () => {
    const list = withoutLists([{ kind: 'List', items: [object('Secret', 'a')] }])
    expect(upgradeProblems(list, []).map(({ path }) => path)).toEqual(['Secret/a'])
  })
})

describe('an upgrade that makes what is there already', () => {
  it('is told: Helm refuses to take it over', () => {
    const app = workload('Deployment', 'app', 'shop:1', needing('a'))
    expect(told([app], [app, object('Secret', 'a')])).toEqual(['error object-exists Secret/a'])
  })

  it('is not told of what nobody needed before, or only if it was there', () => {
    const app = workload('Deployment', 'app', 'shop:1', needing('a'))
    const optional = { volumes: [{ name: 'v', secret: { secretName: 'a', optional: true } }] }
    expect(told([], [app, object('Secret', 'a')])).toEqual([])
    expect(
      told([workload('Deployment', 'app', 'shop:1', optional)], [app, object('Secret', 'a')]),
    ).toEqual([])
    expect(told([workload('Deployment', 'a', 'shop:1')], [app, object('Secret', 'a')])).toEqual([])
  })
})

describe('data', () => {
  it('of a renamed store stays behind, and a new, empty one starts', () => {
    const behind = 'error data-left-behind StatefulSet/db'
    expect(
      told([db('db', 'postgres:15', {}, templates)], [db('sql', 'postgres:15', {}, templates)]),
    ).toEqual([behind])
    const kept = [
      db('db', 'bitnami/postgres:15', mounting('db-data')),
      object('PersistentVolumeClaim', 'db-data', keep),
    ]
    expect(
      told(kept, [
        db('sql', 'postgres:15', mounting('sql-data')),
        object('PersistentVolumeClaim', 'sql-data', keep),
      ]),
    ).toEqual([behind])
  })

  it('of a store that goes stays behind', () => {
    expect(told([db('db', 'postgres:15', {}, templates)], [])).toEqual([
      'warning data-left-behind StatefulSet/db',
    ])
    expect(told([object('PersistentVolumeClaim', 'a', keep)], [])).toEqual([
      'warning data-left-behind PersistentVolumeClaim/a',
    ])
  })

  it('goes with the store where the claims are to go with it', () => {
    const retention = {
      ...templates,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' },
    }
    expect(told([db('db', 'postgres:15', {}, retention)], [])).toEqual([
      'error claim-removed StatefulSet/db',
    ])
  })

  it('stays behind where a store mounts another claim, or none', () => {
    const from = [
      db('db', 'postgres:15', mounting('a')),
      object('PersistentVolumeClaim', 'a', keep),
    ]
    const other = [db('db', 'postgres:15', mounting('b')), object('PersistentVolumeClaim', 'b')]
    const none = [db('db', 'postgres:15', { volumes: [{ name: 'data', emptyDir: {} }] })]
    for (const to of [other, none]) {
      expect(told(from, to)).toContain('error data-left-behind StatefulSet/db')
    }
  })

  it('that moves to a renamed workload goes with it', () => {
    const claim = object('PersistentVolumeClaim', 'a', keep)
    expect(
      told(
        [db('db', 'postgres:15', mounting('a')), claim],
        [db('sql', 'postgres:15', mounting('a')), claim],
      ),
    ).toEqual([])
  })

  it('of members that go stays behind or is deleted', () => {
    const of = (replicas: number, whenScaled: string): Values =>
      db(
        'db',
        'postgres:15',
        {},
        { ...templates, replicas, persistentVolumeClaimRetentionPolicy: { whenScaled } },
      )
    const path = 'members-removed StatefulSet/db spec.replicas'
    expect(told([of(3, 'Retain')], [of(1, 'Retain')])).toEqual([`warning ${path}`])
    expect(told([of(3, 'Delete')], [of(1, 'Delete')])).toEqual([`error ${path}`])
    expect(told([of(1, 'Retain')], [of(3, 'Retain')])).toEqual([])
  })

  it.each([
    ['postgres:15', 'postgres:16', 'error'],
    ['docker.io/library/postgres:15.2', 'postgres:15.9-alpine', undefined],
    ['postgres:16', 'postgres:15', 'error'],
    ['mongo:6.0', 'mongo:7.0', 'warning'],
    ['mongo:6.0', 'mongo:8.0', 'error'],
    ['mongo:7', 'mongo:6', 'error'],
    ['redis:7', 'redis:8', undefined],
    ['redis:8', 'redis:7', 'error'],
    ['shop/orders:1', 'shop/orders:2', undefined],
    ['localhost:5000/postgres:15@sha256:0', 'localhost:5000/postgres:16@sha256:1', 'error'],
    ['bitnami/kafka:3.9', 'bitnami/kafka:4.0', 'warning'],
    ['rabbitmq:3.13', 'rabbitmq:4.1', 'warning'],
  ])('of %s and an upgrade to %s: %s', (from, to, severity) => {
    const said = told([db('db', from, {}, templates)], [db('db', to, {}, templates)])
    expect(said).toEqual(
      severity === undefined ? [] : [`${severity} data-format StatefulSet/db main`],
    )
    expect(told([db('db', from)], [db('db', to)])).toEqual([]) // it keeps none
  })
})

describe('what moves to another namespace', () => {
  const there: Values = { metadata: { namespace: 'data' } }
  const claim = overlay(object('PersistentVolumeClaim', 'db-data'), keep)
  const before = [claim, db('db', 'postgres:15', mounting('db-data'))]
  const after = before.map((one) => overlay(one, there))

  it('leaves its data behind, and makes objects that nobody has yet', () => {
    expect(told(before, after)).toEqual(['error data-left-behind StatefulSet/db'])
  })

  it('needs its Secrets there', () => {
    const from = [object('Secret', 'db'), db('db', 'postgres:15', needing('db'))]
    const to = [from[0] ?? {}, overlay(from[1] ?? {}, there)]
    expect(neededSecrets(from, to).map(({ path }) => path)).toEqual(['Secret/db'])
    expect(neededSecrets(from, from)).toEqual([])
  })
})
