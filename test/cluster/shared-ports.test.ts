import { beforeAll, inject, test } from 'vitest'
import { at, items } from '../../src/verify/fields.ts'
import { portCases, withPorts } from '../diff/upgrade/port-cases.ts'
import { cluster, createOpenNamespace, freshName } from './cluster.ts'
import { fileFolder } from './file-folder.ts'
import { runHelm } from './helm.ts'

const { helms } = inject('tools')
let namespace: string
beforeAll(async () => {
  namespace = await createOpenNamespace('shared-ports')
})

test.for(portCases.map((one, index) => ({ ...one, index })))(
  'only Helm 3 fails at what diff says of ports: $name',
  async ({ from, to, isDone, index }, { expect }) => {
    for (const helm of helms) {
      const major = helm.version.split('.')[0]
      const name = freshName(`ports-${index}-helm-${major}`)
      for (const [command, ports] of [
        ['install', from],
        ['upgrade', to],
      ] as const) {
        const chart = fileFolder({
          'Chart.yaml': 'apiVersion: v2\nname: sample\nversion: 1.0.0\n',
          'templates/all.yaml': withPorts(name, ports)
            .map((one) => JSON.stringify(one))
            .join('\n---\n'),
        })
        await runHelm(helm, [command, name, chart, '--namespace', namespace])
      }
      const isAsAsked = (await portsIn('v1/services', name, 'port')) === wanted(to)
      expect(isAsAsked, `Helm ${helm.version}`).toBe(isDone || major !== '3')
      const pods = await portsIn('apps/v1/deployments', name, 'containerPort')
      expect(pods === wanted(to), `Helm ${helm.version}`).toBe(isDone || major !== '3')
    }
  },
)

const wanted = (ports: readonly { name: string; port: number; protocol: string }[]): string =>
  ports.map(({ name, port, protocol }) => `${name} ${port} ${protocol}`).join(', ')

async function portsIn(
  path: 'apps/v1/deployments' | 'v1/services',
  name: string,
  key: string,
): Promise<string> {
  const all = await cluster().list(path, namespace)
  const object = all.find((one) => one.metadata?.name === name)
  const [container] = items(at(object, 'spec', 'template', 'spec', 'containers'))
  const ports = items(at(container, 'ports') ?? at(object, 'spec', 'ports'))
  return ports.map((one) => `${one['name']} ${one[key]} ${one['protocol']}`).join(', ')
}
