import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inject, test } from 'vitest'
import { findKubectl } from '../../src/verify/tools/find-tools.ts'
import { projectDirectory } from '../default-project.ts'
import { selfSigned } from '../programs/gateway/self-signed.ts'
import { fileFolder } from './file-folder.ts'
import { cluster, createNamespace } from './cluster.ts'
import { faults } from './faults.ts'
import { guardedRun } from './guarded-run.ts'
import { release, under } from './helm.ts'
import { chart, using } from './shop.ts'

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))
const { kubeconfig } = inject('access')

test.concurrent.for(inject('tools').helms)(
  'prod runs with the Secrets of one command under Helm $version, and a second run changes nothing',
  async (helm, { expect }) => {
    const namespace = await createNamespace(under(helm, 'secrets'))
    const shop = release(helm, namespace)
    const own = ownFiles()

    const first = await secrets(namespace, ...own)
    expect(first).toMatchObject({ exitCode: 0 })
    expect(first.stderr).toBe(`19 Secrets of release shop in namespace ${namespace}: 19 new\n`)
    await apply(namespace, first.stdout)
    await shop.helm('install', ...using('prod'))
    await expect.poll(() => faults(namespace)).toEqual([])

    const before = await versions(namespace)
    const second = await secrets(namespace)
    expect(second.stderr).toBe(`19 Secrets of release shop in namespace ${namespace}: 19 kept\n`)
    expect(second.stdout).toBe(first.stdout)
    await apply(namespace, second.stdout)
    await apply(namespace, second.stdout)
    expect(await versions(namespace)).toEqual(before)

    const pods = await podsOf(namespace)
    const third = await secrets(namespace, '--rotate', 'postgresql-orders')
    expect(third.stderr).toMatch(/: 1 rotated, 18 kept\n/)
    await apply(namespace, third.stdout)
    const options = [...third.stderr.matchAll(/--set\S* \S+=\d+/g)].flatMap(([text]) =>
      text.split(' '),
    )
    await shop.helm('upgrade', chart, '--reuse-values', ...options)
    await expect.poll(() => faults(namespace)).toEqual([])
    const rolled = await podsOf(namespace)
    expect(rolled['orders']).not.toEqual(pods['orders'])
    expect(rolled['provision']).not.toEqual(pods['provision'])
    expect(rolled['catalog']).toEqual(pods['catalog'])
    expect(rolled['postgresql']).toEqual(pods['postgresql'])
  },
)

test.concurrent('what exists is kept, completed or refused', async ({ expect }) => {
  const namespace = await createNamespace('secrets-kept')
  await create(namespace, 'shop-postgresql-orders', {
    stringData: { password: 'a/b', note: 'mine' },
  })
  await create(namespace, 'shop-redis', { stringData: { password: 'kept' } })
  const { stdout, stderr } = await secrets(namespace)
  expect(stderr).toMatch(/17 Secrets .*: 15 new, 1 completed, 1 kept\n$/)
  await apply(namespace, stdout)
  expect(await textOf(namespace, 'shop-postgresql-orders')).toEqual({
    password: 'a/b',
    'url-password': 'a%2Fb',
    note: 'mine',
  })
  expect(await textOf(namespace, 'shop-redis')).toEqual({ password: 'kept' })

  const rotated = await secrets(namespace, '--rotate', 'postgresql-orders')
  await apply(namespace, rotated.stdout, '--force-conflicts')
  const { password } = await textOf(namespace, 'shop-postgresql-orders')
  expect(password).toMatch(/^\w{32}$/)
})

test.concurrent('a Secret of another type, and one that cannot be completed, are refused at once', async ({
  expect,
}) => {
  const namespace = await createNamespace('secrets-refused')
  await create(namespace, 'shop-gateway-tls', { stringData: { 'tls.crt': 'a', 'tls.key': 'b' } })
  await create(namespace, 'shop-rabbitmq', { stringData: { password: 'a' }, immutable: true })
  await create(namespace, 'shop-redis-cart', {
    stringData: { password: 'a/b', 'url-password': 'a/b\n' },
  })
  const { exitCode, stdout, stderr } = await secrets(namespace)
  expect(exitCode).toBe(1)
  expect(stdout).toBe('')
  await expect(stderr).toMatchFileSnapshot('screens/secrets-that-exist-in-a-wrong-way.txt')
})

async function secrets(namespace: string, ...args: readonly string[]) {
  const where = ['--release', 'shop', '--namespace', namespace, '--kubeconfig', kubeconfig]
  const all = ['secrets', projectDirectory, '--profile', 'prod', ...where, ...args]
  return await guardedRun(process.execPath, [cli, ...all], { NO_COLOR: '1' })
}

/** What only a person knows. */
function ownFiles(): readonly string[] {
  const { certificate, key } = selfSigned('ecommerce.example.com')
  const folder = fileFolder({ stripe: 'sk_test_none\n', certificate, key })
  const files = {
    'payments-stripe-keys/api-key': 'stripe',
    'gateway-tls/tls.crt': 'certificate',
    'gateway-tls/tls.key': 'key',
  }
  return Object.entries(files).flatMap(([name, file]) => [
    '--from-file',
    `${name}=${join(folder, file)}`,
  ])
}

async function apply(
  namespace: string,
  manifests: string,
  ...flags: readonly string[]
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-secrets-'))
  const file = join(folder, 'secrets.yaml')
  writeFileSync(file, manifests, { mode: 0o600 })
  const { path: kubectl } = await findKubectl()
  const where = ['--kubeconfig', kubeconfig, '--namespace', namespace]
  const args = [...where, 'apply', '--server-side', ...flags, '-f', file]
  const { exitCode, stderr } = await guardedRun(kubectl, args)
  rmSync(folder, { recursive: true })
  if (exitCode !== 0 || stderr !== '') throw new Error(stderr)
}

async function create(namespace: string, name: string, rest: object): Promise<void> {
  const path = `/api/v1/namespaces/${namespace}/secrets`
  await cluster().call({ method: 'POST', path, body: { metadata: { name }, ...rest } })
}

/** The pods of the components that a rotation may touch, and of the Jobs that provision PostgreSQL. */
async function podsOf(namespace: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const all = await cluster().list('v1/pods', namespace)
  const names = all.map(({ metadata }) => metadata?.name ?? '').toSorted()
  const like = (form: RegExp): readonly string[] => names.filter((name) => form.test(name))
  return {
    orders: like(/^shop-orders-[0-9a-z]+-[0-9a-z]+$/),
    catalog: like(/^shop-catalog-[0-9a-z]+-[0-9a-z]+$/),
    postgresql: like(/^shop-postgresql-0$/),
    provision: like(/^shop-postgresql-provision-/),
  }
}

async function versions(namespace: string): Promise<unknown> {
  const all = await cluster().list('v1/secrets', namespace)
  return all.map(({ metadata }) => [
    metadata?.name,
    (metadata as { readonly resourceVersion?: string }).resourceVersion,
  ])
}

async function textOf(namespace: string, name: string): Promise<Record<string, string>> {
  const all = await cluster().list('v1/secrets', namespace)
  const { data = {} } = all.find(({ metadata }) => metadata?.name === name) ?? {}
  return Object.fromEntries(
    Object.entries(data).map(([key, text]) => [
      key,
      Buffer.from(String(text), 'base64').toString(),
    ]),
  )
}
