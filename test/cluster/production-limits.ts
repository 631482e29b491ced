import { cluster } from './cluster.ts'
import { pathOf } from './control-plane/api.ts'
import type { Release } from './helm.ts'
import { rendered } from './rendered.ts'

const limits: Readonly<Record<string, string>> = {
  LimitRange: 'v1/limitranges',
  ResourceQuota: 'v1/resourcequotas',
}

/** Gives a namespace the limits that the profile prod has, whatever is to be installed there. */
export async function limitAsInProduction({ namespace }: Release): Promise<void> {
  for (const { kind, body } of await rendered('prod')) {
    const resource = limits[kind]
    if (resource === undefined) continue
    const metadata = { name: 'as-in-production' }
    const path = pathOf(resource, namespace)
    await cluster().call({ method: 'POST', path, body: { ...body, metadata } })
  }
}
