import { and, or, text } from '../../template/node/expression.ts'
import { externalAddress } from './external-address.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { Templated } from '../../template/node/templated.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { external } from './store.ts'
import { hasTls } from './store-tls.ts'
import type { StoreValues } from './store-values.ts'

const { value } = scope<
  StoreValues & { readonly external: StoreValues['external'] & { readonly tls: boolean } }
>()

/** Name of a URL's scheme, and the one behind TLS. */
export interface Schemes {
  readonly plain: string
  readonly tls: string
}

/** The key of a connection ConfigMap that says how a URL begins, where that depends on TLS. */
export function urlScheme(
  store: string,
  { plain, tls }: Schemes,
): Readonly<Record<'scheme', Templated<string>>> {
  return { scheme: when(or(hasTls(store), and(external, value('external.tls'))), tls, plain) }
}

/** The keys of a connection ConfigMap that say where a store is. */
export function whereabouts(
  names: Naming,
  port: number,
): Readonly<Record<'host' | 'port', Templated<string>>> {
  return {
    host: when(external, value('external.host'), names.fullname),
    port: when(external, text`${value('external.port')}`, String(port)),
  }
}

/** The key of a connection ConfigMap with host and port in one, as a URL has them. */
export function hostAndPort(
  names: Naming,
  port: number,
): Readonly<Record<'address', Templated<string>>> {
  return { address: when(external, externalAddress, text`${names.fullname}:${port}`) }
}
