import { join } from 'node:path'
import { inject, test } from 'vitest'
import { exampleProjects, examplesFolder } from '../../scripts/examples/projects.ts'
import { loadProject } from '../../src/project/load-project.ts'
import { chartOf } from './chart-of.ts'
import { createNamespace } from './cluster.ts'
import { contents, isData } from './contents.ts'
import { faults } from './faults.ts'
import { release, type Release } from './helm.ts'
import { createSecrets, setting } from './shop.ts'

const { helms } = inject('tools')

/** Each with one Helm: what differs between them, other tests show. */
const cases = exampleProjects().flatMap((name, index) => {
  const helm = helms[index % helms.length]
  return helm ? [{ name, helm }] : []
})

test.for(cases)(
  'the example $name installs under Pod Security restricted, upgrades and goes, with Helm $helm.version',
  async ({ name, helm }, { expect }) => {
    const { platform, identity } = await loadProject(join(examplesFolder, name))
    const shop = release(helm, await createNamespace(name.replaceAll('/', '-')))
    await createSecrets(shop, platform)
    const chart = chartOf(platform, identity)
    await shop.helm('install', chart, ...ownCluster(name))
    await expect.poll(() => faults(shop.namespace)).toEqual([])

    await shop.helm(
      'upgrade',
      chart,
      ...ownCluster(name),
      ...setting('global.imageRegistry=mirror.example.com'),
    )
    await expect.poll(() => faults(shop.namespace)).toEqual([])

    await shop.helm('uninstall')
    await expect.poll(() => leftovers(shop)).toEqual([])
  },
)

/**
 * What an example takes for granted of its cluster: other tests have these ports, and there is no such
 * class. And a pod of the second colour, since a Service without pods would count as a fault.
 */
function ownCluster(example: string): readonly string[] {
  if (example !== 'three-tier') return []
  const port = (colour: string): string => `frontend.services.${colour}.nodePorts.http=0`
  return setting(port('blue'), port('green'), 'global.storageClass=', 'frontend.green.replicas=1')
}

/** What is still named after a release, but for its data. */
async function leftovers({ name, namespace }: Release): Promise<readonly string[]> {
  const ids = await contents(namespace)
  return ids.filter((id) => new RegExp(`[/.-]${name}-`).test(id) && !isData(id))
}
