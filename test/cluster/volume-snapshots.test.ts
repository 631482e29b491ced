import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { definePlatform, volumeSnapshots } from 'chartwright'
import { inject, onTestFinished, test } from 'vitest'
import { kill, type Outcome, own, type Running, start } from '../programs/process.ts'
import { chartOf } from './chart-of.ts'
import { cluster, createNamespace } from './cluster.ts'
import { waitFor } from './control-plane/wait-for.ts'
import { newestHelm, release } from './helm.ts'
import { permissions } from './permissions.ts'

const platform = definePlatform({
  components: {
    snapshots: volumeSnapshots({
      claims: ['{release}-postgresql-data', 'data.old'],
      keep: 2,
      values: { schedule: { suspend: true } }, // the test is its clock
    }),
  },
})

test('snapshots are taken by the rights of their pod, and the newest that are ready stay, whatever is killed', async ({
  expect,
}) => {
  const shop = release(newestHelm(), await createNamespace('volume-snapshots'))
  await shop.helm('install', chartOf(platform, {}))
  expect(await permissions(shop)).toEqual(
    [
      'snapshots may {"verbs":["create","delete","get","list"],"apiGroups":["snapshot.storage.k8s.io"],"resources":["volumesnapshots"]}',
    ].map((one) => `shop-${one}`),
  )

  const { namespace } = shop
  for (const name of ['shop-postgresql-data-before-upgrade', 'dataxold-20000101000000'])
    await take(namespace, name)
  const pod = await podOf(namespace)

  const first = pod.begin()
  await driver(namespace, first)
  expect(await first.ended).toEqual({ code: 0, output: expect.stringMatching(/is ready/) })
  const [taken = '', ...others] = (await names(namespace)).filter((one) =>
    one.startsWith('data.old-'),
  )
  expect(others).toEqual([])

  // One that is killed goes on where it was
  pod.setClock('20980101000000')
  const killed = pod.begin()
  await waitFor('a snapshot', async () =>
    (await names(namespace)).includes('data.old-20980101000000'),
  )
  await kill(killed)
  const again = pod.begin()
  await driver(namespace, again)
  expect(await again.ended).toEqual({ code: 0, output: expect.stringMatching(/is ready/) })

  // One that never gets ready takes nobody's place
  await take(namespace, 'data.old-20981231000000')
  pod.setClock('20990101000000')
  const third = pod.begin()
  await driver(namespace, third, (name) => name.endsWith('-20981231000000'))
  expect((await third.ended).output).toContain(`${taken} is deleted`)
  expect(await names(namespace)).toEqual([
    'data.old-20980101000000',
    'data.old-20981231000000',
    'data.old-20990101000000',
    'dataxold-20000101000000',
    'shop-postgresql-data-20980101000000',
    'shop-postgresql-data-20990101000000',
    'shop-postgresql-data-before-upgrade',
  ])

  const none = await pod.begin({ KEEP: '0' }).ended
  expect(none).toEqual({
    code: 1,
    output: 'KEEP is 0: set it to how many snapshots stay, 1 at least\n',
  } satisfies Outcome)
})

const path = (namespace: string): string =>
  `/apis/snapshot.storage.k8s.io/v1/namespaces/${namespace}/volumesnapshots`

interface Snapshot {
  readonly metadata: { readonly name: string }
  readonly status?: { readonly readyToUse?: boolean }
}

async function snapshots(namespace: string): Promise<readonly Snapshot[]> {
  const { items } = (await cluster().call({ path: path(namespace) })) as {
    readonly items: readonly Snapshot[]
  }
  return items
}

async function names(namespace: string): Promise<readonly string[]> {
  return (await snapshots(namespace)).map(({ metadata }) => metadata.name).toSorted()
}

/** A snapshot that somebody takes by hand. */
async function take(namespace: string, name: string): Promise<void> {
  const spec = { source: { persistentVolumeClaimName: 'data.old' } }
  const kind = { apiVersion: 'snapshot.storage.k8s.io/v1', kind: 'VolumeSnapshot' }
  await cluster().call({
    method: 'POST',
    path: path(namespace),
    body: { ...kind, metadata: { name }, spec },
  })
}

/** Does what a CSI driver does, until a program ends: snapshots get ready, but for those that fail. */
async function driver(
  namespace: string,
  { process }: Running,
  fails: (name: string) => boolean = () => false,
): Promise<void> {
  const end = async (): Promise<boolean> => {
    for (const { metadata, status } of await snapshots(namespace)) {
      if (status?.readyToUse || fails(metadata.name)) continue
      await cluster().call({
        method: 'PATCH',
        path: `${path(namespace)}/${metadata.name}/status`,
        body: { status: { readyToUse: true } },
      })
    }
    return process.exitCode !== null
  }
  await waitFor('an end', end, { within: 400_000 })
}

interface LocalPod {
  readonly begin: (more?: Readonly<Record<string, string>>) => Running
  /** Lets the container be one that was begun then. */
  readonly setClock: (now: string) => void
}

/** Does what the kubelet does for a pod of the job: its script runs here, with the token of its account. */
async function podOf(namespace: string): Promise<LocalPod> {
  const root = mkdtempSync(join(tmpdir(), 'volume-snapshots-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  own(root)
  const access = inject('access')
  const { status } = (await cluster().call({
    method: 'POST',
    path: `/api/v1/namespaces/${namespace}/serviceaccounts/shop-snapshots/token`,
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} },
  })) as { readonly status: { readonly token: string } }
  const configMaps = await cluster().list('v1/configmaps', namespace)
  const dataOf = (name: string): Readonly<Record<string, string>> =>
    configMaps.find(({ metadata }) => metadata?.name === name)?.data ?? {}
  const [script = ''] = Object.values(dataOf('shop-snapshots-files'))
  const files = {
    namespace,
    token: status.token,
    'ca.crt': readFileSync(access.certificate, 'utf8'),
    'take.sh': script
      .replaceAll('/tmp/', `${root}/`)
      .replaceAll('/var/run/secrets/kubernetes.io/serviceaccount', root),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text)
  const server = new URL(access.server)
  const environment = {
    ...dataOf('shop-snapshots'),
    PATH: process.env['PATH'] ?? '',
    RELEASE: 'shop',
    KUBERNETES_SERVICE_HOST: server.hostname,
    KUBERNETES_SERVICE_PORT: server.port,
  }
  return {
    begin: (more = {}) => start(['sh', join(root, 'take.sh')], { ...environment, ...more }),
    setClock: (now) => {
      rmSync(join(root, 'now'))
      writeFileSync(join(root, 'now'), now)
    },
  }
}
