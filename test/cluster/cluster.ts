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
  const name = await createOpenNamespace(wanted, {
    labels: Object.fromEntries(restricted) as object,
    annotations: { 'scheduler.alpha.kubernetes.io/node-selector': `pool=${pool}` },
  })
  const api = cluster()
  await waitFor(`default objects of namespace ${name}`, async () => {
    const [accounts, configMaps] = await Promise.all([
      api.list('v1/serviceaccounts', name),
      api.list('v1/configmaps', name),
    ])
    return accounts.length > 0 && configMaps.length > 0
  })
  return name
}

/** Creates a namespace without rules, for objects that are as small as can be. */
export async function createOpenNamespace(wanted: string, metadata: object = {}): Promise<string> {
  const name = freshName(wanted)
  const body = { metadata: { ...metadata, name } }
  await cluster().call({ method: 'POST', path: '/api/v1/namespaces', body })
  return name
}

const taken = new Set<string>()

/** A name that no test of this file has had: one that is tried again finds what its first try left. */
export function freshName(wanted: string): string {
  if (taken.has(wanted)) return freshName(`${wanted}-again`)
  taken.add(wanted)
  return wanted
}
