import type { OfferedPort } from '../../kubernetes/network/offered-port.ts'
import { hostOf } from '../../kubernetes/naming.ts'
import type { ConnectionPoint } from '../../platform/component.ts'
import { speaksHttp } from '../../platform/elsewhere.ts'
import { and, choose, defaultTo, eq, fail, not, raw, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { include, shared, textHelper, when } from '../../template/node/structure.ts'
import type { Expr } from '../../template/node/templated.ts'
import type { GlobalValues } from '../../values/types/global.ts'

const { value } = scope<{ readonly global: GlobalValues }>()

/** The value that says where a service runs. */
export const modeOf = (service: string): `global.services.${string}.mode` =>
  `global.services.${service}.mode`

/** Whether a service runs elsewhere: a global, since its callers need to know, too. */
export function isElsewhere(service: string): Expr<boolean> {
  return eq(value(modeOf(service)), 'external')
}

/** Whether it runs in the cluster, as part of the release. */
export function isHere(service: string): Expr<boolean> {
  return eq(value(modeOf(service)), 'embedded')
}

/** Refuses a service elsewhere of which nobody knows where. */
export function elsewhereCheck(service: string): unknown {
  return when(
    and(isElsewhere(service), not(value(`global.services.${service}.host`))),
    fail(`${modeOf(service)} is external: set global.services.${service}.host to where it is`),
  )
}

/** The number of a port of a service elsewhere. */
export function portElsewhere(service: string, { name, port }: OfferedPort): Expr<number> {
  return defaultTo(value(`global.services.${service}.ports.${name}`), port)
}

/** Whether a port of a service elsewhere is asked over HTTPS. */
export function isSecure(service: string, { name }: OfferedPort): Expr<boolean> {
  return and(isElsewhere(service), value(`global.services.${service}.tls.${name}`))
}

/** Host and port of a service elsewhere, where an IPv6 address stands in brackets. */
export function addressElsewhere(service: string, port: OfferedPort): Expr<string> {
  const host = value(`global.services.${service}.host`)
  const isIpv6 = raw('boolean', (name: string) => name.includes(':'))`contains ":" ${host}`
  return include(
    textHelper(
      shared('services', `${service}.${port.name}.elsewhere`),
      `Host and port of ${service} elsewhere, where an IPv6 address stands in brackets.`,
      text`${choose(isIpv6, text`[${host}]`, host)}:${portElsewhere(service, port)}`,
    ),
  )
}

/** What callers of a service are told that runs here or elsewhere. */
export function partsOfEither(
  to: ConnectionPoint,
  port: OfferedPort,
  scheme: string,
): Readonly<Record<'host' | 'port' | 'address' | 'url', Expr<string>>> {
  const service = to.store
  const here = hostOf(to, to.service)
  const place = to.service === undefined ? service : `${service}.${to.service}`
  const from = to.namespace ? 'FromAfar' : ''
  const either = (
    part: 'Address' | 'Host' | 'Port',
    inCluster: Expr<string>,
    there: Expr<string>,
  ): Expr<string> =>
    include(
      textHelper(
        shared('services', `${place}.${port.name}.${part.toLowerCase()}${from}`),
        `${part} of ${place}, here or elsewhere${to.namespace ? ', for pods of another namespace' : ''}.`,
        choose(isElsewhere(service), there, inCluster),
      ),
    )
  const address = either('Address', text`${here}:${port.port}`, addressElsewhere(service, port))
  const begin = speaksHttp(port)
    ? choose(isSecure(service, port), 'https', scheme)
    : text`${scheme}`
  return {
    host: either('Host', here, value(`global.services.${service}.host`)),
    port: either('Port', text`${port.port}`, text`${portElsewhere(service, port)}`),
    address,
    url: text`${begin}://${address}`,
  }
}
