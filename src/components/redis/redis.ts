import { defineKind, type MakeComponent } from '../../platform/define-kind.ts'
import type { KindOptions } from '../../platform/kind-options.ts'
import type { EdgeTo } from '../../platform/edge.ts'
import type { RedisValues } from './values.ts'
import { valuesOf } from '../../schema/values-schema.ts'
import { checkRedis } from './check.ts'
import { ownSettings } from './configuration.ts'
import { redisConnection, type RedisPart } from './connection.ts'
import { redisAccess, redisSecrets } from './contract.ts'
import { redisImage, redisVersion } from './image.ts'
import { redisTemplates } from './templates.ts'
import schema from './schema.json' with { type: 'json' }

/** What a person says of a Redis server. */
export type RedisOptions = KindOptions<RedisValues>

const kind = defineKind({
  kind: 'redis',
  provides: 'cache',
  values: valuesOf<RedisValues>(schema, { isChecked: true }),
  description: 'Redis server',
  image: redisImage,
  appVersion: redisVersion,
  connection: redisConnection,
  clientAccess: redisAccess,
  keys: ({ name, accounts }) => ({
    clients: accounts.map((account) => account.name),
    settings: ownSettings,
    tlsStores: [name],
  }),
  check: checkRedis,
  secrets: redisSecrets,
  templates: (context, { priority }) => redisTemplates(priority, context),
})

/**
 * A Redis server: Deployment of one pod with its log of writes on a volume, and a user for each
 * client; or, in mode `external`, only the way to a server elsewhere.
 */
export const redis: MakeComponent<'cache', RedisValues, RedisPart> = kind.component

/** A user of its own in a cache: `REDIS_URL`, `REDIS_HOST`, … */
export const cache: EdgeTo<'cache'> = kind.edge
