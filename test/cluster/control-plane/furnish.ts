import type { INode } from 'kubernetes-models/v1'
import type { Api } from './api.ts'
import { waitFor } from './wait-for.ts'

/** The zones, with one node in each. */
export const zones: readonly string[] = ['a', 'b', 'c']

/** The storage classes; claims that name none get the first. */
export const storageClasses: readonly string[] = ['standard', 'fast-ssd']

/** The class whose volumes are made once a pod mounts the claim, as the default of most clouds is. */
export const lateStorageClass = 'when-mounted'

/** The nodes of every namespace that has none for itself. */
export const commonPool = 'common'

/** Gives an empty cluster its nodes and storage classes, and waits until pods can be scheduled. */
export async function furnish(api: Api): Promise<void> {
  for (const name of [...storageClasses, lateStorageClass])
    await api.call({
      method: 'POST',
      path: '/apis/storage.k8s.io/v1/storageclasses',
      body: storageClass(name),
    })
  await addNodes(api, commonPool)
}

/** Adds a node in each zone, and waits until pods can be scheduled there. Returns their names. */
export async function addNodes(api: Api, pool: string): Promise<readonly string[]> {
  for (const zone of zones)
    await api.call({ method: 'POST', path: '/api/v1/nodes', body: node(pool, zone) })
  await waitFor('schedulable nodes', async () => {
    const nodes = await api.list('v1/nodes', undefined, `pool=${pool}`)
    return nodes.every(isSchedulable)
  })
  return zones.map((zone) => nodeName(pool, zone))
}

function nodeName(pool: string, zone: string): string {
  return `${pool}-${zone}`
}

function node(pool: string, zone: string): INode {
  const name = nodeName(pool, zone)
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        pool,
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'topology.kubernetes.io/region': 'region-1',
        'topology.kubernetes.io/zone': zone,
      },
    },
    status: { capacity, allocatable: capacity },
  }
}

const capacity = { cpu: '64', memory: '256Gi', pods: '500' }

function storageClass(name: string): object {
  const isDefault = name === storageClasses[0]
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: {
      name,
      annotations: { 'storageclass.kubernetes.io/is-default-class': String(isDefault) },
    },
    provisioner: 'kwok.x-k8s.io/volume',
    reclaimPolicy: 'Delete',
    volumeBindingMode: name === lateStorageClass ? 'WaitForFirstConsumer' : 'Immediate',
    allowVolumeExpansion: true,
  }
}

/** The node controller removes its taint some time after kwok made the node ready. */
function isSchedulable({ spec, status }: INode): boolean {
  const isReady = status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True')
  return isReady === true && (spec?.taints ?? []).length === 0
}
