import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { inject, test } from 'vitest'
import { formatTable } from '../../src/verify/format/format-table.ts'
import { openServer } from '../../src/verify/server/open-server.ts'
import { findKubectl } from '../../src/verify/tools/find-tools.ts'
import { verifyChart } from '../../src/verify/verify-chart.ts'
import { chartwright, inProject, type ProjectFiles } from '../commands/project.ts'
import { projectDirectory } from '../default-project.ts'
import { fileFolder } from './file-folder.ts'
import { cluster, createNamespace } from './cluster.ts'
import { contents } from './contents.ts'
import { refuseOtherRegistries } from './image-policy.ts'

const { kubeconfig, server, token } = inject('access')
const config = readFileSync(kubeconfig, 'utf8')

test.concurrent('a server accepts every profile, and keeps nothing of it', async ({ expect }) => {
  const namespace = await createNamespace('dry-run')
  const before = await contents(namespace)
  const where = ['--kubeconfig', kubeconfig, '--namespace', namespace]
  const args = ['verify', '.', '--server', '--kubernetes', '1.36', ...where]
  const { exitCode, output } = await chartwright(projectDirectory, args)
  expect(exitCode, output).toBe(0)
  expect(output).toMatch(/^prod .* 1\.36\.3 \(server\) .* – /m)
  expect(output).toMatch(/: no errors in 16 runs$/m)
  expect(await contents(namespace)).toEqual(before)
})

test('a server says what it does not like, and where', async ({ expect }) => {
  const wanted = 'objections'
  const namespace = await createNamespace(wanted)
  await refuseOtherRegistries(namespace)
  const where = { release: 'fixture', namespace }
  const { path: kubectl } = await findKubectl()
  const { target, close } = await openServer({ kubectl, kubeconfig, ...where })
  const objections = fileFolder({
    'open.yaml': 'objection: not restricted\n',
    'typo.yaml': 'objection: unknown field\n',
    'claim.yaml': 'storage: plenty\nimage: registry.example.com/app:1.0.0\n',
  })
  const report = await verifyChart({
    chart: fileURLToPath(new URL('fixture', import.meta.url)),
    profiles: ['open', 'typo', 'claim'].map((name) => ({
      name,
      values: [`${objections}/${name}.yaml`],
    })),
    kubernetes: [],
    server: target,
    tools: { ...inject('tools'), helms: inject('tools').helms.slice(-1) },
    ...where,
  }).finally(close)
  const screen = formatTable(report)
    .replaceAll(projectDirectory, '')
    .replaceAll(namespace, wanted)
    .replaceAll(/ +\S+ s$/gm, '')
  await expect(screen).toMatchFileSnapshot('screens/objections.txt')
})

/** What can be wrong with a server, and the screen that each gets: `screens/<name>.txt`. */
const mistakes: Readonly<Record<string, (namespace: string) => Promise<Mistake> | Mistake>> = {
  'there is no kubeconfig': () => ({ config: '' }),
  'the kubeconfig does not exist': () => ({ args: ['--kubeconfig', 'none.yaml'] }),
  'the context does not exist': () => ({ args: ['--context', 'production'] }),
  'the server does not answer': () => ({
    config: config.replace(server, 'https://127.0.0.1:1'),
  }),
  'the token has expired': async (namespace) => ({
    config: config.replace(token, await expiredToken(namespace)),
  }),
  'the namespace is forbidden': async (namespace) => ({
    config: config.replace(token, await tokenOf(namespace)),
    args: ['--namespace', namespace],
  }),
  'the namespace does not exist': () => ({ args: ['--namespace', 'elsewhere'] }),
  'the server is older than the chart asks for': () => ({
    args: ['--kubernetes', '1.36', '--helm', inject('tools').helms.at(-1)?.path ?? ''],
    kubeVersion: '>=1.37.0-0',
  }),
}

/** How a command goes wrong, in a small project. */
interface Mistake {
  /** Text of the kubeconfig. Default: that of the tests. */
  readonly config?: string
  readonly args?: readonly string[]
  /** What the chart asks for. Default: nothing, for there is no chart yet. */
  readonly kubeVersion?: string
}

test.concurrent.for(Object.keys(mistakes))('%s', async (name, { expect }) => {
  const wanted = `server-${Object.keys(mistakes).indexOf(name)}`
  const namespace = await createNamespace(wanted)
  const mistake = (await mistakes[name]?.(namespace)) ?? {}
  const screen = await inProject(
    { 'kubeconfig.json': mistake.config ?? config, ...chartYaml(mistake) },
    ['verify', '.', '--server', ...(mistake.args ?? [])],
    {
      environment: { KUBECONFIG: 'kubeconfig.json' },
      isGenerated: mistake.kubeVersion !== undefined,
    },
  )
  expect(screen.exitCode, screen.output).toBe(1)
  const output = screen.output
    .replaceAll(server, 'https://<server>')
    .replaceAll(namespace, wanted)
    .replaceAll(/ +\S+ s$/gm, '')
  await expect(`${output}\n`).toMatchFileSnapshot(`screens/${name.replaceAll(' ', '-')}.txt`)
})

function chartYaml({ kubeVersion }: Mistake): ProjectFiles {
  const identity = { apiVersion: 'v2', name: 'shop', version: '1.0.0', appVersion: '1.0.0' }
  const lines = { ...identity, description: 'A small shop', kubeVersion }
  return kubeVersion === undefined ? {} : { 'Chart.yaml': JSON.stringify(lines) }
}

/** A token of the ServiceAccount that every namespace has, and that may do nothing. */
async function tokenOf(namespace: string, account: string = 'default'): Promise<string> {
  const { status } = (await cluster().call({
    method: 'POST',
    path: `/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`,
    body: { spec: {} },
  })) as { readonly status: { readonly token: string } } // a TokenRequest
  return status.token
}

/** A token that holds no more, because its account is gone: time alone would take ten minutes. */
async function expiredToken(namespace: string): Promise<string> {
  const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`
  const name = 'leaver'
  await cluster().call({ method: 'POST', path: accounts, body: { metadata: { name } } })
  const expired = await tokenOf(namespace, name)
  await cluster().call({ method: 'DELETE', path: `${accounts}/${name}` })
  return expired
}
