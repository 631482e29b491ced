import type { Platform } from 'chartwright'
import platform from '../../platform.ts'
import { secretContracts } from '../../src/chart/secret-contracts.ts'
import { resolvePlatform } from '../../src/platform/resolve.ts'
import type { Profile } from '../../src/verify/profile.ts'
import type { Tool } from '../../src/verify/tools/find-family.ts'
import { identity, projectDirectory } from '../default-project.ts'
import { cluster, createNamespace } from './cluster.ts'
import { release, type Release, under } from './helm.ts'

/** The chart under test: that of the default project. */
export const chart: string = `${projectDirectory}chart`

/** What the chart is installed with: nothing, and each of its profiles. */
export const profiles: readonly Profile[] = [
  { name: 'defaults', values: [] },
  ...Object.keys(platform.profiles ?? {}).map((name) => ({
    name,
    values: [`${projectDirectory}values-${name}.yaml`],
  })),
]

/** The arguments that give Helm the chart with a profile. */
export function using(name: string): readonly string[] {
  return [chart, ...valuesOf(name).flatMap((file) => ['--values', file])]
}

/** The values files of a profile. */
export function valuesOf(name: string): readonly string[] {
  const profile = profiles.find((one) => one.name === name)
  if (!profile) throw new Error(`there is no profile ${name}`)
  return profile.values
}

/** The arguments that give Helm single values: `catalog.image.tag=2.0.0`. */
export function setting(...values: readonly string[]): readonly string[] {
  return values.flatMap((value) => ['--set', value])
}

/** A release that is not installed yet, in a namespace that has what the profile asks for. */
export async function prepareShop(
  helm: Tool,
  purpose: string,
  profile: string,
  pool?: string,
): Promise<Release> {
  const namespace = await createNamespace(under(helm, purpose), pool)
  const shop = release(helm, namespace)
  // The profile dev brings its own Secrets, and Helm refuses to take over those of others.
  if (profile !== 'dev') await createSecrets(shop)
  return shop
}

/** The same, installed. */
export async function installShop(
  helm: Tool,
  purpose: string,
  profile: string,
  pool?: string,
): Promise<Release> {
  const shop = await prepareShop(helm, purpose, profile, pool)
  await shop.helm('install', ...using(profile))
  return shop
}

/** Creates the Secrets that a release relies on with the provider `existing`. */
export async function createSecrets(
  { name, namespace }: Release,
  of: Platform = platform,
): Promise<void> {
  const contracts = secretContracts(resolvePlatform(identity.name, of), name)
  await Promise.all(
    contracts.map((contract) =>
      cluster().call({
        method: 'POST',
        path: `/api/v1/namespaces/${namespace}/secrets`,
        body: {
          metadata: { name: contract.name },
          stringData: Object.fromEntries(contract.keys.map((key) => [key, 'test'])),
        },
      }),
    ),
  )
}
