import { nameOf } from '../../kubernetes/naming.ts'
import type { ConnectionPoint } from '../../platform/component.ts'
import type { Gives } from '../../platform/edge.ts'
import type { KindConnection } from '../../platform/kind-definition.ts'
import { text } from '../../template/node/expression.ts'
import type { Port } from './model.ts'
import { portFor, servicePorts } from './ports.ts'

/** What the variables of a caller may be made of. */
export type HttpPart = 'host' | 'port' | 'address' | 'url'

/** How other components reach a service: `USERS_URL` for one that is called `users`. */
export function serviceConnection(all: readonly Port[]): KindConnection<HttpPart> {
  const ports = servicePorts(all)
  const http = portFor(ports, ['http'])
  const portOf = ({ port }: ConnectionPoint): Port | undefined =>
    port === undefined ? portFor(ports) : ports.find(({ name }) => name === port)
  return {
    ...(http ? { port: http.port } : {}),
    ports: ports.map(({ name }) => name),
    parts: (to) => {
      const { port = 0, protocol = 'http' } = portOf(to) ?? {} // checkPlatform refuses an unknown one
      const address = text`${nameOf(to.store)}:${port}`
      return {
        host: { in: 'template', value: nameOf(to.store) },
        port: { in: 'template', value: text`${port}` },
        address: { in: 'template', value: address },
        url: { in: 'template', value: text`${schemes[protocol]}://${address}` },
      }
    },
    prefix: ({ store }) => variablePrefix(store),
    variables: (to) =>
      (portOf(to)?.protocol ?? 'http') === 'http' ? { URL: '{url}' } : { ADDRESS: '{address}' },
  }
}

/** What a caller may count on: a URL, or an address where the port does not speak HTTP. */
export const callGives: Gives = ({ store }, as = variablePrefix(store)) => [
  [`${as}_URL`],
  [`${as}_ADDRESS`],
]

/** gRPC goes over HTTP. */
const schemes = { http: 'http', grpc: 'http', tcp: 'tcp', udp: 'udp' } as const

/** A component's name as the beginning of a variable's name. */
function variablePrefix(component: string): string {
  return component.toUpperCase().replaceAll('-', '_')
}
