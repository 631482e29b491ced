import { fileURLToPath } from 'node:url'
import { describe, expect, inject, test } from 'vitest'
import { cluster, createNamespace } from './cluster.ts'
import { brokenTags } from './control-plane/stages.ts'
import { faults } from './faults.ts'
import { release, type Release, warnings } from './helm.ts'

const chart = fileURLToPath(new URL('fixture', import.meta.url))
const helms = inject('helms').map((helm) => [helm.version, helm] as const)

/** The fixture chart, installed under the name of its namespace. */
async function installed(tool: (typeof helms)[number][1], namespace: string): Promise<Release> {
  const fixture = release(tool, await createNamespace(namespace), namespace)
  await fixture.helm('install', chart)
  return fixture
}

describe.each(helms)('the control plane under Helm %s', (version, helm) => {
  const own = (name: string): string => `${name}-helm-${version.split('.')[0]}`

  test('plays a chart to its end', async () => {
    const fixture = await installed(helm, own('whole'))
    await expect.poll(() => faults(fixture.namespace)).toEqual([])
    const pods = await cluster().list('v1/pods', fixture.namespace)
    const nodes = pods
      .filter(({ status }) => status?.phase === 'Running')
      .map(({ spec }) => spec?.nodeName)
    expect(nodes.toSorted()).toEqual(['node-a', 'node-b', 'node-c'])
    await fixture.helm('test')
    await fixture.helm('uninstall')
    await expect.poll(() => cluster().list('v1/pods', fixture.namespace)).toEqual([])
  })
})
