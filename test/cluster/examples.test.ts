import { join } from 'node:path'
import { inject, test } from 'vitest'
import { exampleProjects, examplesFolder } from '../../scripts/examples/projects.ts'
import type { Platform } from '../../src/platform/define-platform.ts'
import { loadProject } from '../../src/project/load-project.ts'
import { chartOf } from './chart-of.ts'
import { cluster, createNamespace } from './cluster.ts'
import { contents, isData } from './contents.ts'
import { addNodes, commonPool } from './control-plane/furnish.ts'
import { expectDrains } from './drain.ts'
import { faultsIn } from './faults.ts'
import { forced, release, type Release } from './helm.ts'
import { createSecrets, setting } from './shop.ts'

const { helms } = inject('tools')

/** Each with one Helm: what differs between them, other tests show. */
const cases = exampleProjects().flatMap((name, index) => {
  const helm = helms[index % helms.length]
  return helm ? [{ name, helm }] : []
})

test.concurrent.for(cases)(
  'the example $name installs under Pod Security restricted, goes from each profile to each other and back, with its nodes drained in production, and goes, with Helm $helm.version',
  async ({ name, helm }, { expect }) => {
    const { platform, identity } = await loadProject(join(examplesFolder, name))
    const isDrained = Object.keys(platform.profiles ?? {}).includes('production')
    const purpose = name.replaceAll('/', '-')
    const pool = isDrained ? purpose : commonPool
    const nodes = isDrained ? await addNodes(cluster(), pool) : []
    const shop = release(helm, await createNamespace(purpose, pool))
    const elsewhere = await namespacesOf(platform, shop, pool)
    const all = [shop, ...elsewhere.map(({ namespace }) => ({ ...shop, namespace }))]
    for (const one of all) await createSecrets(one, platform)
    const chart = chartOf(platform, identity)
    const using = (profile: string): readonly string[] => {
      const file = join(chart, `../values-${profile}.yaml`)
      const names = elsewhere.map(
        ({ key, namespace }) => `global.namespaces.${key}.name=${namespace}`,
      )
      const values = profile === 'defaults' ? [] : ['--values', file]
      return [chart, ...values, ...ownCluster(name), ...setting(...names)]
    }
    const everywhere = all.map(({ namespace }) => namespace)
    const allFaults = (): Promise<readonly string[]> => faultsIn(everywhere)
    const [first = '', ...others] = wayThrough(Object.keys(platform.profiles ?? {}))
    await shop.helm('install', ...using(first))
    await expect.poll(allFaults).toEqual([])
    for (const profile of others) {
      await shop.helm('upgrade', '--reset-values', ...forced(helm), ...using(profile))
      await expect.poll(allFaults).toEqual([])
      if (profile === 'production') await expectDrains(expect, nodes, everywhere)
    }
    await shop.helm('rollback', String(others.length))
    await expect.poll(allFaults).toEqual([])

    await shop.helm('uninstall')
    for (const one of all) await expect.poll(() => leftovers(one)).toEqual([])
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
 * class. And a pod of the second colour, and a standby, since a Service without pods would count as a
 * fault.
 */
function ownCluster(example: string): readonly string[] {
  if (example !== 'three-tier') return []
  const port = (colour: string): string => `frontend.services.${colour}.nodePorts.http=0`
  const pods = ['frontend.green.replicas=1', 'database.standbys.replicas=1']
  return setting(port('blue'), port('green'), 'global.storageClass=', ...pods)
}

/** A namespace for each that components live in besides that of the release. */
async function namespacesOf(
  { components }: Platform,
  { namespace }: Release,
  pool: string,
): Promise<readonly { readonly key: string; readonly namespace: string }[]> {
  const keys = new Set(Object.values(components).flatMap((one) => one.namespace ?? []))
  return Promise.all(
    [...keys].map(async (key) => ({
      key,
      namespace: await createNamespace(`${namespace}-${key}`, pool),
    })),
  )
}

/** What is still named after a release, but for its data. */
async function leftovers({ name, namespace }: Release): Promise<readonly string[]> {
  const ids = await contents(namespace)
  return ids.filter((id) => new RegExp(`[/.-]${name}-`).test(id) && !isData(id))
}
