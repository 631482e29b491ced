import { at, fields, items, number, text, texts } from '../fields.ts'
import type { Manifest } from '../manifest.ts'
import { duplicates } from './duplicates.ts'
import { find, ofKind, resolves } from './release.ts'
import { routeBackends } from './route-backend.ts'
import { rule, type Rule } from './rule.ts'
import { servicePods } from './service-pods.ts'

/** Rules on the way of a request: from a route to a Service to a port of a pod. */
export const serviceRules: readonly Rule[] = [
  rule('every Service selects a pod', (release) =>
    ofKind(release, 'Service')
      .filter((service) => hasSelector(service) && servicePods(release, service).length === 0)
      .map((manifest) => ({ manifest, at: 'spec.selector', detail: selectorText(manifest) })),
  ),

  rule('every port that a Service names is a port of each pod that it selects', (release) =>
    ofKind(release, 'Service').flatMap((manifest) =>
      servicePods(release, manifest).flatMap(({ owner, containers }) => {
        const known = containers.flatMap(({ body }) => items(body['ports']).map(({ name }) => name))
        return items(at(manifest.body, 'spec', 'ports'))
          .map(({ targetPort }) => text(targetPort))
          .filter((target) => target !== undefined && !known.includes(target))
          .map((target) => ({
            manifest,
            detail: `${owner.kind} ${owner.name} has no port ${target}`,
          }))
      }),
    ),
  ),

  rule('port names are unique within a Service', (release) =>
    ofKind(release, 'Service').flatMap((manifest) => {
      const names = items(at(manifest.body, 'spec', 'ports')).map(({ name }) => String(name))
      return duplicates(names).map((name) => ({
        manifest,
        detail: name === 'undefined' ? 'two ports have no name' : `two ports are named ${name}`,
      }))
    }),
  ),

  rule('every route leads to a port of a Service', (release) =>
    release.manifests.flatMap((manifest) =>
      routeBackends(manifest).flatMap(({ name, namespace, port, at }) => {
        const service = find(release, { kind: 'Service', name, namespace })
        if (service && offers(service, port)) return []
        if (!service && resolves(release, { kind: 'Service', name, namespace })) return []
        const detail = service ? `${name} has no port ${port}` : `there is no Service ${name}`
        return [{ manifest, at, detail }]
      }),
    ),
  ),

  rule('no two Services ask for one port of the nodes', (release) => {
    const first = new Map<number, Manifest>()
    return ofKind(release, 'Service').flatMap((manifest) =>
      [...new Set(nodePorts(manifest))].flatMap((port) => {
        const other = first.get(port)
        if (!other) first.set(port, manifest)
        return other
          ? [
              {
                manifest,
                detail: `Service ${other.name} has ${port}, too`,
                hint: 'give one of them another',
              },
            ]
          : []
      }),
    )
  }),

  rule('every StatefulSet names a Service that exists', (release) =>
    ofKind(release, 'StatefulSet', 'apps').flatMap((manifest) => {
      const name = text(at(manifest.body, 'spec', 'serviceName')) ?? ''
      const { namespace } = manifest
      return name === '' || resolves(release, { kind: 'Service', name, namespace })
        ? []
        : [{ manifest, at: 'spec.serviceName', detail: `there is no Service ${name}` }]
    }),
  ),
]

function nodePorts({ body }: Manifest): readonly number[] {
  return items(at(body, 'spec', 'ports')).flatMap(({ nodePort }) => number(nodePort) ?? [])
}

function hasSelector({ body }: Manifest): boolean {
  return Object.keys(fields(at(body, 'spec', 'selector'))).length > 0
}

function selectorText({ body }: Manifest): string {
  const pairs = Object.entries(texts(at(body, 'spec', 'selector')))
  return `no pod has ${pairs.map(([key, value]) => `${key}=${value}`).join(', ')}`
}

function offers({ body }: Manifest, port: string | number | undefined): boolean {
  if (port === undefined) return true
  return items(at(body, 'spec', 'ports')).some((offered) =>
    typeof port === 'number' ? number(offered['port']) === port : text(offered['name']) === port,
  )
}
