import * as fc from 'fast-check'
import { inject, test } from 'vitest'
import { overlay } from '../../src/helm/merge/overlay.ts'
import type { Values } from '../../src/values/value.ts'
import type { Tool } from '../../src/verify/tools/find-family.ts'
import type { Fails } from '../diff/upgrade/cases.ts'
import * as objects from '../diff/upgrade/objects.ts'
import { predicted } from '../diff/upgrade/predicted.ts'
import { cluster, createOpenNamespace } from './cluster.ts'
import { fileFolder } from './file-folder.ts'
import { runHelm } from './helm.ts'

const { helms } = inject('tools')

type Files = Readonly<Record<string, string>>

/** Installs one chart, upgrades to another, and says where, and why that fails where it does. */
async function upgrade(
  helm: Tool,
  name: string,
  [from, to]: readonly [Files, Files],
): Promise<{ readonly namespace: string; readonly failure: string | undefined }> {
  const namespace = await createOpenNamespace(`${name}-${helm.version.split('.')[0]}`)
  const run = (command: string, files: Files): ReturnType<typeof runHelm> => {
    const named = Object.entries(files).map(([path, text]) => [
      path,
      text.replaceAll(objects.objectName, namespace),
    ])
    const chart = fileFolder({
      'Chart.yaml': 'apiVersion: v2\nname: sample\nversion: 1.0.0\n',
      ...(Object.fromEntries(named) as Files),
    })
    return runHelm(helm, [command, namespace, chart, '--namespace', namespace])
  }
  const installed = await run('install', from)
  if (installed.exitCode !== 0) throw new Error(installed.stderr)
  const { exitCode, stderr } = await run('upgrade', to)
  return { namespace, failure: exitCode === 0 ? undefined : stderr }
}

const shown = (all: readonly Values[]): Files => ({
  'templates/all.yaml': all.map((one) => JSON.stringify(one)).join('\n---\n'),
})

/** Fields that people change, with what they write there. */
const { container, ofTemplate } = objects
const app = (fields: Values): Values => ofTemplate({ containers: [{ ...container, ...fields }] })
const spec = (fields: Values): Values => ({ spec: fields })
const selected = (app: string): Values =>
  spec({
    selector: { matchLabels: { app } },
    template: { metadata: { labels: { app } } },
  })
const ofPods: readonly Values[] = [
  app({ image: 'busybox:2' }),
  app({ env: [{ name: 'A', value: '1' }] }),
  app({ resources: { requests: { cpu: '100m' } } }),
  ofTemplate({ terminationGracePeriodSeconds: 5 }),
  ofTemplate({ serviceAccountName: 'other' }),
]
const changes: readonly (readonly [base: Values, over: readonly Values[]])[] = [
  [
    objects.deployment,
    [...ofPods, selected('other'), spec({ replicas: 2 }), spec({ strategy: { type: 'Recreate' } })],
  ],
  [
    objects.statefulSet,
    [
      ...ofPods,
      selected('other'),
      spec({ serviceName: 'other' }),
      spec({ podManagementPolicy: 'Parallel' }),
      spec({ volumeClaimTemplates: [objects.claimOf('other')] }),
    ],
  ],
  [objects.daemonSet, [...ofPods, selected('other')]],
  [
    objects.job,
    [...ofPods, spec({ backoffLimit: 1 }), spec({ completionMode: 'Indexed', completions: 1 })],
  ],
  [objects.cronJob, [spec({ schedule: '1 0 * * *' }), spec({ suspend: true })]],
  [
    objects.service,
    [
      spec({ clusterIP: 'None' }),
      spec({ selector: { app: 'other' } }),
      spec({ sessionAffinity: 'ClientIP' }),
    ],
  ],
  [
    objects.secret,
    [{ type: 'kubernetes.io/basic-auth', stringData: { password: 'a' } }, { immutable: true }],
  ],
  [
    objects.configMap,
    [{ data: { a: '1' } }, { immutable: true }, { immutable: true, data: { b: '1' } }],
  ],
  [
    objects.roleBinding,
    [{ roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'edit' } }],
  ],
  [objects.storageClass, [{ reclaimPolicy: 'Retain' }, { allowVolumeExpansion: true }]],
  [objects.priorityClass, [{ value: 2000 }, { description: 'a' }]],
]

/** An object before and after: nothing, one or two of the changes on each side. */
const pairOf = ([base, over]: (typeof changes)[number]): fc.Arbitrary<
  readonly [Values, Values]
> => {
  const side = fc
    .subarray([...over], { maxLength: Math.min(2, over.length) })
    .map((all) => all.reduce((object, one) => overlay(object, one) as Values, base)) // maps stay maps
  return fc.tuple(side, side)
}
const release = fc
  .shuffledSubarray([...changes], { minLength: 2, maxLength: 3 })
  .chain((some) => fc.tuple(...some.map(pairOf)))
const releases = fc.sample(release, { numRuns: 10, seed: 15 })

test.concurrent.for(releases.map((pairs, index) => ({ pairs, index })))(
  'real upgrades say of release $index what diff says',
  async ({ pairs, index }, { expect }) => {
    const [from, to] = [pairs.map(([old]) => old), pairs.map(([, next]) => next)]
    const results = await Promise.all(
      helms.map((helm) => upgrade(helm, `pair-${index}`, [shown(from), shown(to)])),
    )
    const [three, four] = results.map(({ failure }) => failure)
    const fails: Fails = three ? (four ? 'both' : 'Helm 3') : four ? 'Helm 4' : 'none'
    expect(predicted(from, to).fails, `${JSON.stringify(pairs)}\n${three}\n${four}`).toBe(fails)
  },
)

const map = (annotations = ''): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: held${annotations && `, annotations: { ${annotations} }`} }\n`
const hook = (events: string): string => map(`helm.sh/hook: "${events}"`)
const definition = JSON.stringify(objects.customResourceDefinition)
const resource = `apiVersion: ${objects.objectName}.example.com/v1\nkind: Sample\nmetadata: { name: a }\n`

/** Two versions of a chart, and whether an upgrade fails; else whether the ConfigMap is there. */
const others: Readonly<Record<string, readonly [from: Files, to: Files, ends: 'fails' | boolean]>> =
  {
    'an object that becomes a hook before the upgrade is deleted': [
      { 'templates/a.yaml': map() },
      { 'templates/a.yaml': hook('pre-upgrade') },
      false,
    ],
    'an object that becomes a hook after the upgrade is made again': [
      { 'templates/a.yaml': map() },
      { 'templates/a.yaml': hook('post-upgrade') },
      true,
    ],
    'an object that becomes a hook of installing is deleted': [
      { 'templates/a.yaml': map() },
      { 'templates/a.yaml': hook('pre-install') },
      false,
    ],
    'an object that becomes a hook and is kept stays': [
      { 'templates/a.yaml': map('helm.sh/resource-policy: keep') },
      { 'templates/a.yaml': hook('pre-install') },
      true,
    ],
    'what a hook has made is there already': [
      { 'templates/a.yaml': hook('pre-install') },
      { 'templates/a.yaml': map() },
      'fails',
    ],
    'a definition that is new in crds/ is not installed': [
      { 'templates/a.yaml': map() },
      { 'templates/a.yaml': map(), 'crds/a.yaml': definition, 'templates/b.yaml': resource },
      'fails',
    ],
    'a definition that goes from crds/ to the templates is there already': [
      { 'crds/a.yaml': definition },
      { 'templates/a.yaml': definition },
      'fails',
    ],
  }

test.concurrent.for(Object.entries(others).map(([name, one], index) => ({ name, one, index })))(
  '$name, by each Helm',
  async ({ one: [from, to, ends], index }, { expect }) => {
    for (const helm of helms) {
      const { namespace, failure } = await upgrade(helm, `other-${index}`, [from, to])
      if (ends === 'fails') {
        expect(failure).toMatch(/invalid ownership|already exists|conflict|no matches for kind/)
        continue
      }
      expect(failure).toBeUndefined()
      const maps = await cluster().list('v1/configmaps', namespace)
      expect(maps.some(({ metadata }) => metadata?.name === 'held')).toBe(ends)
    }
  },
)
