import { hostOf } from '../../kubernetes/naming.ts'
import { leadsIn, type NamedService } from '../../kubernetes/network/further-service-model.ts'
import type { OfferedPort } from '../../kubernetes/network/offered-port.ts'
import { localPlace } from '../../platform/ambassador.ts'
import type { ConnectionPoint } from '../../platform/component.ts'
import type { PartSource } from '../../platform/connection-parts.ts'
import type { Gives } from '../../platform/edge.ts'
import type { KindConnection } from '../../platform/kind-definition.ts'
import { text } from '../../template/node/expression.ts'
import type { Expr } from '../../template/node/templated.ts'
import { partsOfEither } from './elsewhere.ts'
import type { Port } from './model.ts'
import { portFor, servicePorts } from './ports.ts'

/** What the variables of a caller may be made of. */
export type HttpPart = 'host' | 'port' | 'address' | 'url'

/** What differs from service to service, beside its ports. */
export interface ServiceConnectionOptions {
  /** Whether it may run elsewhere. Default: false. */
  readonly isExternal?: boolean | undefined
  /** Services beside its own. Default: none. */
  readonly further?: readonly NamedService[]
}

/** How other components reach a service: `USERS_URL` for one that is called `users`. */
export function serviceConnection(
  all: readonly Port[],
  { isExternal = false, further = [] }: ServiceConnectionOptions = {},
): KindConnection<HttpPart> {
  const ports = servicePorts(all)
  const http = portFor(ports, ['http'])
  const inside = further.filter((one) => !leadsIn(one))
  const headless = new Set<string | undefined>(
    inside.filter(({ type }) => type === 'Headless').map(({ name }) => name),
  )
  const portsOf = (service?: string): readonly OfferedPort[] =>
    inside.find(({ name }) => name === service)?.ports ?? ports
  const portOf = ({ port, service }: ConnectionPoint): OfferedPort | undefined => {
    const offered = portsOf(service)
    if (port !== undefined) return offered.find(({ name }) => name === port)
    return service === undefined ? portFor(ports) : offered[0]
  }
  return {
    ...(http ? { port: http.port } : {}),
    ports: ports.map(({ name }) => name),
    services: Object.fromEntries(
      inside.map(({ name, ports: its }) => [name, its.map((one) => one.name)]),
    ),
    parts: (to) => {
      const port = portOf(to) ?? unknown // checkPlatform refuses it
      return isExternal
        ? asTemplates(partsOfEither(to, port, schemes[port.protocol]))
        : asTemplates(partsHere(to, port))
    },
    protocol: (to) => portOf(to)?.protocol,
    local: (to, port) => {
      if (headless.has(to.service)) return undefined // its pods change their addresses
      const { protocol = 'http' } = portOf(to) ?? {}
      const place = localPlace(port)
      return { ...place, url: `${schemes[protocol]}://${place.address}` }
    },
    prefix: ({ store }) => variablePrefix(store),
    variables: (to) =>
      (portOf(to)?.protocol ?? 'http') === 'http' ? { URL: '{url}' } : { ADDRESS: '{address}' },
  }
}

const unknown: OfferedPort = { name: 'http', port: 0, protocol: 'http' }

function partsHere(
  to: ConnectionPoint,
  { port, protocol }: OfferedPort,
): Readonly<Record<HttpPart, Expr<string>>> {
  const host = hostOf(to, to.service)
  const address = text`${host}:${port}`
  return {
    host,
    port: text`${port}`,
    address,
    url: text`${schemes[protocol]}://${address}`,
  }
}

function asTemplates(
  parts: Readonly<Record<HttpPart, Expr<string>>>,
): Readonly<Record<HttpPart, PartSource>> {
  const part = (value: Expr<string>): PartSource => ({ in: 'template', value })
  const { host, port, address, url } = parts
  return { host: part(host), port: part(port), address: part(address), url: part(url) }
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
