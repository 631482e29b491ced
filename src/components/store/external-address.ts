import { choose, raw, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { include, shared, textHelper } from '../../template/node/structure.ts'
import type { Expr } from '../../template/node/templated.ts'
import type { StoreValues } from './store-values.ts'

const { value } = scope<StoreValues>()

const host = value('external.host')
const isIpv6 = raw('boolean', (name: string) => name.includes(':'))`contains ":" ${host}`

/** Host and port of the external server for a URL: `host:port`, where an IPv6 address stands in brackets. */
export const externalAddress: Expr<string> = include(
  textHelper(
    shared('stores', 'externalAddress'),
    'Host and port of the external server for a URL, where an IPv6 address stands in brackets.',
    text`${choose(isIpv6, text`[${host}]`, host)}:${value('external.port')}`,
  ),
)
