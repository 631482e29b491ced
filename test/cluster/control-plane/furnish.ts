import type { INode } from 'kubernetes-models/v1'
import type { Api } from './api.ts'
import { waitFor } from './wait-for.ts'

/** The zones, with one node in each. */
export const zones: readonly string[] = ['a', 'b', 'c']

/** The storage classes; claims that name none get the first. */
export const storageClasses: readonly string[] = ['standard', 'fast-ssd']

/** Gives an empty cluster its nodes and storage classes, and waits until pods can be scheduled. */
export async function furnish(api: Api): Promise<void> {
  for (const zone of zones)
    await api.call({ method: 'POST', path: '/api/v1/nodes', body: node(zone) })
  for (const name of storageClasses)
    await api.call({
      method: 'POST',
      path: '/apis/storage.k8s.io/v1/storageclasses',
      body: storageClass(name),
    })
  await waitFor('schedulable nodes', async () => {
    const nodes = await api.list('v1/nodes')
    return nodes.every(isSchedulable)
  })
}

function node(zone: string): INode {
  const name = `node-${zone}`
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
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
    volumeBindingMode: 'Immediate',
    allowVolumeExpansion: true,
  }
}

/** The node controller removes its taint some time after kwok made the node ready. */
function isSchedulable({ spec, status }: INode): boolean {
  const isReady = status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True')
  return isReady === true && (spec?.taints ?? []).length === 0
}
