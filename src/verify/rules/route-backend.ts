import { at, fields, items, number, text } from '../fields.ts'
import { groupOf, type Manifest } from '../manifest.ts'

/** The Service that a route sends requests to. */
export interface RouteBackend {
  readonly name: string
  readonly namespace: string
  /** Its number or its name. */
  readonly port: number | string | undefined
  readonly at: string
}

/** The Services behind an Ingress or a route of the Gateway API. */
export function routeBackends(manifest: Manifest): readonly RouteBackend[] {
  const group = groupOf(manifest.apiVersion)
  if (manifest.kind === 'Ingress') return ingressBackends(manifest)
  if (group === 'gateway.networking.k8s.io') return gatewayBackends(manifest)
  return []
}

function ingressBackends({ body, namespace }: Manifest): readonly RouteBackend[] {
  const paths = items(at(body, 'spec', 'rules')).flatMap((rule) => items(at(rule, 'http', 'paths')))
  const backends = [
    ...paths.map(({ path, backend }) => ({ backend, place: `spec.rules ${String(path)}` })),
    { backend: at(body, 'spec', 'defaultBackend'), place: 'spec.defaultBackend' },
  ]
  return backends.flatMap(({ backend, place }) => {
    const { name, port } = fields(at(backend, 'service'))
    const target = number(at(port, 'number')) ?? text(at(port, 'name'))
    return toBackend(name, namespace, target, place)
  })
}

/** A backend of another kind than Service is the business of its own controller. */
function gatewayBackends({ body, namespace }: Manifest): readonly RouteBackend[] {
  const backends = items(at(body, 'spec', 'rules')).flatMap(({ backendRefs }) => items(backendRefs))
  return backends
    .filter(({ kind = 'Service' }) => kind === 'Service')
    .flatMap((backend) =>
      toBackend(
        backend['name'],
        text(backend['namespace']) ?? namespace,
        number(backend['port']),
        'spec.rules.backendRefs',
      ),
    )
}

function toBackend(
  name: unknown,
  namespace: string,
  port: RouteBackend['port'],
  at: string,
): readonly RouteBackend[] {
  return typeof name === 'string' ? [{ name, namespace, port, at }] : []
}
