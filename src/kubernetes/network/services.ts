import type { IService } from 'kubernetes-models/v1/Service'
import type { IServicePort } from 'kubernetes-models/v1/ServicePort'
import type { IServiceSpec } from 'kubernetes-models/v1/ServiceSpec'
import { text } from '../../template/node/expression.ts'
import type { Expr, Templated, TemplatedFields } from '../../template/node/templated.ts'
import type { Naming } from '../naming.ts'

/** A port of a Service, under the name that it has in the container. */
export function servicePort(name: string, port: number): TemplatedFields<IServicePort> {
  return { name, port, targetPort: name, protocol: 'TCP' }
}

/** Name of the headless Service, which gives each pod a DNS name of its own. */
export function headlessName(names: Naming): Expr<string> {
  return text`${names.fullname}-headless`
}

/** DNS name of a pod behind it, by the name of the pod. */
export function podHost(names: Naming, pod: Expr<string> | string): Expr<string> {
  return text`${pod}.${headlessName(names)}.${names.namespace}.svc`
}

/** The same by the number of the pod in its StatefulSet; in a script, of the number `$1`. */
export function memberHost(names: Naming, ordinal: Expr<number> | string): Expr<string> {
  return podHost(names, text`${names.fullname}-${ordinal}`)
}

/** The Service that clients connect to. */
export function clientService(
  names: Naming,
  ports: readonly Templated<IServicePort>[],
): Templated<IService> {
  return service(names, names.fullname, { type: 'ClusterIP', ports })
}

/** The Service of clients that go to every ready pod by its own address: its name has those addresses. */
export function membersService(
  names: Naming,
  ports: readonly Templated<IServicePort>[],
): Templated<IService> {
  return service(names, names.fullname, { clusterIP: 'None', ports })
}

/** The Service without an address; peers find each other here before they are ready. */
export function headlessService(
  names: Naming,
  ports: readonly Templated<IServicePort>[],
): Templated<IService> {
  return service(names, headlessName(names), {
    clusterIP: 'None',
    publishNotReadyAddresses: true,
    ...(ports.length > 0 ? { ports } : {}), // it is the one Service that needs none
  })
}

function service(
  names: Naming,
  name: Expr<string>,
  { ports, ...address }: TemplatedFields<IServiceSpec>,
): Templated<IService> {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels: names.labels },
    spec: { ...address, selector: names.selectorLabels, ...(ports && { ports }) },
  }
}
