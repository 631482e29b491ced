import { type ClientAccess, hostOf, type KindConnection } from 'chartwright/kind'
import { text } from 'chartwright/template'

/** Port of the server. */
export const port = 11_211

/** The way of its clients. */
export const clientAccess: ClientAccess = { role: 'cache', ports: [port] }

/** How clients reach it: `MEMCACHED_SERVERS`. */
export const connection: KindConnection<'host' | 'port' | 'address'> = {
  prefix: 'MEMCACHED',
  parts: (to) => ({
    host: { in: 'template', value: hostOf(to) },
    port: { in: 'template', value: text`${port}` },
    address: { in: 'template', value: text`${hostOf(to)}:${port}` },
  }),
  variables: { SERVERS: '{address}' },
}
