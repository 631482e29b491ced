import { inject } from 'vitest'
import { type Api, connect } from './control-plane/api.ts'

/** The API server of the running control plane. */
export function cluster(): Api {
  return connect(inject('access'))
}

/** Creates a namespace that refuses, and warns of, all that is not restricted. */
export async function createNamespace(name: string): Promise<string> {
  const restricted = ['enforce', 'warn'].map((mode) => [
    `pod-security.kubernetes.io/${mode}`,
    'restricted',
  ])
  const metadata = { name, labels: Object.fromEntries(restricted) as object }
  await cluster().call({
    method: 'POST',
    path: '/api/v1/namespaces',
    body: { apiVersion: 'v1', kind: 'Namespace', metadata },
  })
  return name
}
