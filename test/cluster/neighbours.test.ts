import { inject, test } from 'vitest'
import { cluster, createNamespace } from './cluster.ts'
import { faults } from './faults.ts'
import { release, under } from './helm.ts'
import { revisions } from './revisions.ts'
import { using } from './shop.ts'

// That one release in each of several namespaces works is shown by all other tests: each installs
// `shop` in a namespace of its own, beside those of the others.
test.concurrent.for(inject('tools').helms)(
  'two releases live side by side in one namespace under Helm $version',
  async (helm, { expect }) => {
    const namespace = await createNamespace(under(helm, 'neighbours'))
    const [blue, green] = [release(helm, namespace, 'blue'), release(helm, namespace, 'green')]
    await blue.helm('install', ...using('dev'))
    const before = await revisions(namespace)
    await green.helm('install', ...using('dev'))
    await expect.poll(() => faults(namespace)).toEqual([])
    expect(await foreignEndpoints(namespace)).toEqual([])

    await green.helm('uninstall')
    expect(await revisions(namespace)).toEqual(before)
    await expect.poll(() => faults(namespace)).toEqual([])
  },
)

/** Pods that a Service of another release leads to. */
async function foreignEndpoints(namespace: string): Promise<readonly string[]> {
  const slices = await cluster().list('discovery.k8s.io/v1/endpointslices', namespace)
  return slices.flatMap(({ metadata, endpoints }) => {
    const [owner = ''] = metadata?.name?.split('-') ?? []
    const pods = endpoints.map(({ targetRef }) => targetRef?.name ?? '')
    return pods.filter((pod) => !pod.startsWith(`${owner}-`))
  })
}
