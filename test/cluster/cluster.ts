import { inject } from 'vitest'
import { type Api, connect } from './control-plane/api.ts'
import { commonPool } from './control-plane/furnish.ts'
import { waitFor } from './control-plane/wait-for.ts'

/** The API server of the running control plane. */
export function cluster(): Api {
  return connect(inject('access'))
}

/** Creates a namespace that refuses, and warns of, all that is not restricted. */
export async function createNamespace(wanted: string, pool: string = commonPool): Promise<string> {
  const restricted = ['enforce', 'warn'].map((mode) => [
    `pod-security.kubernetes.io/${mode}`,
    'restricted',
  ])
  const api = cluster()
  const name = await freeName(api, wanted)
  await api.call({
    method: 'POST',
    path: '/api/v1/namespaces',
    body: {
      metadata: {
        name,
        labels: Object.fromEntries(restricted) as object,
        annotations: { 'scheduler.alpha.kubernetes.io/node-selector': `pool=${pool}` },
      },
    },
  })
  await waitFor(`default objects of namespace ${name}`, async () => {
    const [accounts, configMaps] = await Promise.all([
      api.list('v1/serviceaccounts', name),
      api.list('v1/configmaps', name),
    ])
    return accounts.length > 0 && configMaps.length > 0
  })
  return name
}

/** A test that is tried again finds the namespace of its first try, and takes another one. */
async function freeName(api: Api, name: string): Promise<string> {
  const isTaken = await api.call({ path: `/api/v1/namespaces/${name}` }).then(
    () => true,
    () => false,
  )
  return isTaken ? freeName(api, `${name}-again`) : name
}
