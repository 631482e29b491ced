import { defineKind, valuesOf } from 'chartwright/kind'
import { connection, clientAccess } from './connection.ts'
import schema from './schema.json' with { type: 'json' }
import { templates } from './templates.ts'
import type { MemcachedValues } from './values.ts'

/** The official image on Debian: its user is memcache (11211:11211), and it writes no files. */
const image = { registry: 'docker.io', repository: 'library/memcached', tag: '1.6.38' }

const kind = defineKind({
  kind: 'memcached',
  provides: 'memcache',
  values: valuesOf<MemcachedValues>(schema),
  description: 'memcached server',
  image,
  appVersion: image.tag,
  connection,
  clientAccess,
  templates,
})

/** A memcached server: Deployment of one pod, whose memory is lost with it. */
export const memcached = kind.component

/** A server to keep things in memory: `MEMCACHED_SERVERS`. */
export const memcache = kind.edge
