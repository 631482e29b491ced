import { cluster } from './cluster.ts'

/** The names of the ready pods that a Service leads to. */
export async function endpoints(namespace: string, service: string): Promise<readonly string[]> {
  const slices = await cluster().list('discovery.k8s.io/v1/endpointslices', namespace)
  return slices
    .filter(({ metadata }) => metadata?.labels?.['kubernetes.io/service-name'] === service)
    .flatMap((slice) => slice.endpoints ?? [])
    .filter(({ conditions }) => conditions?.ready === true)
    .map(({ targetRef }) => targetRef?.name ?? '')
}
