import { cluster } from './cluster.ts'
import { pathOf } from './control-plane/api.ts'
import type { Release } from './helm.ts'
import { fewestReady } from './ready-pods.ts'

/** Does what the autoscaler does under load; there are no metrics here, so it leaves it at that. */
export async function scale(
  { namespace }: Release,
  deployment: string,
  replicas: number,
): Promise<void> {
  const path = `${pathOf('apps/v1/deployments', namespace)}/${deployment}/scale`
  await cluster().call({
    method: 'PATCH',
    path: `${path}?fieldManager=kube-controller-manager`,
    body: { spec: { replicas } },
  })
  await fewestReady(namespace, Promise.resolve())
}
