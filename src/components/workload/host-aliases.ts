import type { IHostAlias } from 'kubernetes-models/v1/HostAlias'
import { scope } from '../../template/node/scope.ts'
import type { TemplatedItem } from '../../template/node/templated.ts'
import type { ServiceValues } from './values.ts'

const { each } = scope<ServiceValues>()

/** Names that DNS does not know, for every pod of a service. */
export const hostAliases: readonly TemplatedItem<IHostAlias>[] = [
  each('hostAliases', (hostnames, ip) => ({ ip, hostnames })),
]
