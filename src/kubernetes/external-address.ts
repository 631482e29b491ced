import { choose, raw, text } from '../template/node/expression.ts'
import type { Helper } from '../template/node/node.ts'
import { scope } from '../template/node/scope.ts'
import { include, textHelper } from '../template/node/structure.ts'
import type { Expr } from '../template/node/templated.ts'
import type { StoreValues } from './store-values.ts'

const { value } = scope<StoreValues>()

/** How a chart spells the address of an external server within a URL. */
export interface ExternalAddress {
  readonly helper: Helper
  /** `host:port`. */
  readonly address: Expr<string>
}

/** Host and port of the external server for a URL, where an IPv6 address stands in brackets. */
export function externalAddress(component: string): ExternalAddress {
  const host = value('external.host')
  const isIpv6 = raw('boolean', (name: string) => name.includes(':'))`contains ":" ${host}`
  const helper = textHelper(
    `${component}.externalAddress`,
    'Host and port of the external server for a URL, where an IPv6 address stands in brackets.',
    text`${choose(isIpv6, text`[${host}]`, host)}:${value('external.port')}`,
  )
  return { helper, address: include(helper) }
}
