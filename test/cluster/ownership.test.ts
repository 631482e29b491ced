import { readFileSync } from 'node:fs'
import { describe, expect, inject, test } from 'vitest'
import type { Finding } from '../../src/verify/upgrade/finding.ts'
import { fileFolder } from './file-folder.ts'
import { createNamespace } from './cluster.ts'
import { under } from './helm.ts'
import { changedFields, conflictsIn, type Hands, handsIn, snapshot } from './ownership.ts'
import { runbook } from './runbook.ts'

const [helm3, helm4] = inject('tools').helms
if (!helm3 || !helm4) throw new Error('these tests need Helm 3 and Helm 4')

/** What people and controllers do to a release on a bad day. */
const hands: readonly (readonly string[])[] = [
  ['scale', 'statefulset/shop-postgresql', '--replicas=0'],
  ['set', 'image', 'deployment/shop-orders', 'orders=shop/orders:5.0.0'],
  ['set', 'resources', 'deployment/shop-orders', '--requests=cpu=300m', '--limits=memory=1Gi'],
  ['set', 'env', 'deployment/shop-orders', 'PORT=9000', 'DEBUG=1'],
  ['rollout', 'restart', 'deployment/shop-gateway'],
  ['annotate', 'deployment/shop-orders', 'example.com/note=look here'],
  ['label', 'deployment/shop-orders', 'app.kubernetes.io/part-of=another', '--overwrite'],
  ['patch', 'service', 'shop-orders', '--patch', '{"spec":{"type":"NodePort"}}'],
  ['patch', 'service', 'shop-gateway', '--patch', '{"spec":{"selector":{"version":"green"}}}'],
  ['patch', 'configmap', 'shop-orders', '--patch', '{"data":{"LOG_LEVEL":"debug","MORE":"1"}}'],
  ['patch', 'hpa', 'shop-users', '--patch', '{"spec":{"maxReplicas":20}}'],
  ['label', 'service', 'shop-users', 'app.kubernetes.io/part-of-'],
  ['delete', 'networkpolicy', 'shop-dns'],
]

describe.for([
  { title: 'Helm 4', install: helm4, upgrade: helm4 },
  { title: 'Helm 3', install: helm3, upgrade: helm3 },
  { title: 'Helm 4 of what Helm 3 made', install: helm3, upgrade: helm4 },
  { title: 'Helm 3 of what Helm 4 made', install: helm4, upgrade: helm3 },
])('an upgrade by $title', ({ title, install, upgrade }) => {
  test.concurrent('does what verify says', async () => {
    const shop = await handsIn(await createNamespace(slug(title)))
    await shop.helm(install, 'install')
    await scaled(shop)
    expect((await shop.foretell()).findings).toEqual([])

    for (const command of hands) await shop.kubectl(...command)
    const { findings } = await shop.foretell()
    const before = await snapshot(shop.kubectl)
    const { stderr, exitCode } = await shop.helm(upgrade, 'upgrade')
    const after = await snapshot(shop.kubectl)

    const outcome = upgrade === helm3 ? 'helm3' : 'helm4'
    const told = (...outcomes: readonly string[]): readonly string[] =>
      findings
        .filter((one) => outcomes.includes(one[outcome]))
        .map(({ object, field }) => `${object} ${field}`.trim())
        .toSorted()
    const conflicts = conflictsIn(stderr).toSorted()
    const inHelmsWords = told('conflict').map((one) => one.replaceAll(/\["(.*?)"\]/g, '.$1'))
    expect(inHelmsWords.toSorted()).toEqual(conflicts)
    expect(exitCode !== 0).toBe(conflicts.length > 0)
    const stopped = new Set(conflicts.map((one) => one.split(' ')[0]))
    const changing = told('restores', 'removes', 'creates').filter(
      (one) => one.indexOf(' ') < 0 || !stopped.has(one.split(' ')[0]),
    )
    expect(changing).toEqual(changedFields(before, after).toSorted())
    process.stdout.write(
      `upgrade by ${title}: ${conflicts.length} conflicts, ${changing.length} silent changes, all told before\n`,
    )
  })
})

describe.for(inject('tools').helms)('by hand, and then by Helm $version', (tool) => {
  test.concurrent('each command of the runbook does what its row says', async () => {
    const shop = await handsIn(await createNamespace(under(tool, 'runbook')))
    await shop.helm(tool, 'install')
    await scaled(shop)
    const outcome = tool === helm3 ? 'helm3' : 'helm4'
    const next = async (): Promise<string> => worst((await shop.foretell()).findings, outcome)
    expect(runbook().length).toBeGreaterThan(10)
    for (const { wish, byHand, asValues, ...said } of runbook()) {
      expect(await shop.type(byHand, tool), wish).toMatchObject({ exitCode: 0 })
      await expect.poll(next, { message: wish }).toBe(said[outcome])
      expect(await shop.type(asValues, tool), wish).toMatchObject({ exitCode: 0 })
      expect(['–', 'keeps'], wish).toContain(await next())
      await settled(shop, asValues)
    }
  })
})

describe.for(inject('tools').helms)(
  'the values that verify names, given to Helm $version,',
  (tool) => {
    test.concurrent('keep what is there', async () => {
      const shop = await handsIn(await createNamespace(under(tool, 'kept')))
      await shop.helm(tool, 'install')
      await scaled(shop)
      const changes = [
        ['set', 'image', 'deployment/shop-orders', 'orders=ghcr.io/elsewhere/orders:5.0.0'],
        ['set', 'resources', 'deployment/shop-orders', '--requests=cpu=2', '--limits=memory=1Gi'],
        ['patch', 'service', 'shop-orders', '--patch', '{"spec":{"type":"NodePort"}}'],
        ['patch', 'configmap', 'shop-orders', '--patch', '{"data":{"LOG_LEVEL":"a, b"}}'],
        ['patch', 'hpa', 'shop-users', '--patch', '{"spec":{"minReplicas":3,"maxReplicas":20}}'],
      ]
      for (const command of changes) await shop.kubectl(...command)
      const { findings } = await shop.foretell()
      const before = await snapshot(shop.kubectl)
      const options = findings.flatMap(({ keep }) => keep?.options ?? [])
      expect(options.length).toBe(7)
      const line = `helm upgrade shop ./chart ${options.join(' ')}`
      expect(await shop.type(line, tool), line).toMatchObject({ exitCode: 0 })
      const after = changedFields(before, await snapshot(shop.kubectl))
      const told = findings.map(({ object, field }) => `${object} ${field}`)
      expect(after.filter((field) => told.includes(field))).toEqual([])
    })
  },
)

test.concurrent('whoever may only read hears the same', async () => {
  const shop = await handsIn(await createNamespace('reader'))
  await shop.helm(helm4, 'install')
  await shop.kubectl('set', 'image', 'deployment/shop-orders', 'orders=shop/orders:5.0.0')
  await shop.kubectl('create', 'serviceaccount', 'reader')
  await shop.kubectl('create', 'role', 'secrets', '--verb=get,list', '--resource=secrets')
  await shop.kubectl('create', 'role', 'others', '--verb=get', `--resource=${kinds.join()}`)
  for (const role of ['secrets', 'others']) {
    const account = `--serviceaccount=reader:reader`
    await shop.kubectl('create', 'rolebinding', role, `--role=${role}`, account)
  }
  const own = await shop.kubectl('create', 'token', 'reader')
  const { kubeconfig, token } = inject('access')
  const config = readFileSync(kubeconfig, 'utf8').replace(token, own.trim())
  const folder = fileFolder({ 'kubeconfig.json': config })
  const found = await shop.foretell({ kubeconfig: `${folder}/kubeconfig.json` })
  expect(found.unread).toEqual([])
  expect(found.findings.map(({ field }) => field)).toEqual([
    'spec.template.spec.containers[orders].image',
  ])
  expect(found).toEqual(await shop.foretell())
})

/** What the chart of these tests renders, beside Secrets. */
const kinds = [
  'configmaps',
  'cronjobs.batch',
  'deployments.apps',
  'horizontalpodautoscalers.autoscaling',
  'ingresses.networking.k8s.io',
  'jobs.batch',
  'networkpolicies.networking.k8s.io',
  'persistentvolumeclaims',
  'poddisruptionbudgets.policy',
  'serviceaccounts',
  'services',
  'statefulsets.apps',
]

const ranks = ['refuses', 'conflict', 'restores', 'removes', 'creates', 'keeps']

function worst(findings: readonly Finding[], helm: 'helm3' | 'helm4'): string {
  return ranks.find((rank) => findings.some((one) => one[helm] === rank)) ?? '–'
}

/** Waits until the autoscaler has done what a command asks for: it may be in the middle of it. */
async function settled({ kubectl }: Hands, command: string): Promise<void> {
  const [, wanted] = / orders\.replicas=(\d+)/.exec(command) ?? []
  if (wanted === undefined) return
  const replicas = ['get', 'deployment/shop-orders', '--output', 'jsonpath={.spec.replicas}']
  await expect.poll(() => kubectl(...replicas)).toBe(wanted)
}

/** Waits until the autoscaler has raised what it scales. */
async function scaled({ kubectl }: Hands): Promise<void> {
  const replicas = ['get', 'deployment/shop-users', '--output', 'jsonpath={.spec.replicas}']
  await expect.poll(() => kubectl(...replicas)).toBe('2')
}

const slug = (title: string): string => title.toLowerCase().replaceAll(' ', '-')
