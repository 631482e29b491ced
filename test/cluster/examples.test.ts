import { join } from 'node:path'
import { inject, test } from 'vitest'
import { exampleProjects, examplesFolder } from '../../scripts/examples/projects.ts'
import { loadProject } from '../../src/project/load-project.ts'
import { chartOf } from './chart-of.ts'
import { createNamespace } from './cluster.ts'
import { contents, isData } from './contents.ts'
import { faults } from './faults.ts'
import { forced, release, type Release } from './helm.ts'
import { createSecrets, setting } from './shop.ts'

const { helms } = inject('tools')

/** Each with one Helm: what differs between them, other tests show. */
const cases = exampleProjects().flatMap((name, index) => {
  const helm = helms[index % helms.length]
  return helm ? [{ name, helm }] : []
})

test.concurrent.for(cases)(
  'the example $name installs under Pod Security restricted, goes from each profile to each other and back, and goes, with Helm $helm.version',
  async ({ name, helm }, { expect, onTestFinished }) => {
    const { platform, identity } = await loadProject(join(examplesFolder, name))
    const shop = release(helm, await createNamespace(name.replaceAll('/', '-')))
    await createSecrets(shop, platform)
    const chart = chartOf(platform, identity, onTestFinished)
    const using = (profile: string): readonly string[] => {
      const file = join(chart, `../values-${profile}.yaml`)
      return [chart, ...(profile === 'defaults' ? [] : ['--values', file]), ...ownCluster(name)]
    }
    const [first = '', ...others] = wayThrough(Object.keys(platform.profiles ?? {}))
    await shop.helm('install', ...using(first))
    await expect.poll(() => faults(shop.namespace)).toEqual([])
    for (const profile of others) {
      await shop.helm('upgrade', '--reset-values', ...forced(helm), ...using(profile))
      await expect.poll(() => faults(shop.namespace)).toEqual([])
    }
    await shop.helm('rollback', String(others.length))
    await expect.poll(() => faults(shop.namespace)).toEqual([])

    await shop.helm('uninstall')
    await expect.poll(() => leftovers(shop)).toEqual([])
  },
)

/** A way on which each profile is followed by each other; one alone, by none and again by itself. */
function wayThrough(profiles: readonly string[]): readonly string[] {
  const [first = 'defaults', ...others] = profiles
  if (others.length === 0) return [first, 'defaults', first]
  const pairs = profiles.flatMap((one, i) => profiles.slice(i + 1).flatMap((two) => [one, two]))
  return [...pairs, first]
}

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
