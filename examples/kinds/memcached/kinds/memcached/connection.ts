import { type ClientAccess, type KindConnection, nameOf } from 'chartwright/kind'
import { text } from 'chartwright/template'

/** Port of the server. */
export const port = 11_211

/** The way of its clients. */
export const clientAccess: ClientAccess = { role: 'cache', ports: [port] }

/** How clients reach it: `MEMCACHED_SERVERS`. */
export const connection: KindConnection<'host' | 'port' | 'address'> = {
  prefix: 'MEMCACHED',
  parts: ({ store }) => ({
    host: { in: 'template', value: nameOf(store) },
    port: { in: 'template', value: text`${port}` },
    address: { in: 'template', value: text`${nameOf(store)}:${port}` },
  }),
  variables: { SERVERS: '{address}' },
}
