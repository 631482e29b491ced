import { defineKind, type MakeComponent } from '../../platform/define-kind.ts'
import { type KindOptions, optionsOf } from '../../platform/kind-options.ts'
import type { EdgeTo } from '../../platform/edge.ts'
import type { RedisValues } from './values.ts'
import { type StoreServices, storeServicesOption } from '../store/index.ts'
import { valuesOf } from '../../schema/values-schema.ts'
import { checkRedis } from './check.ts'
import { ownSettings } from './configuration.ts'
import { redisConnection, type RedisPart } from './connection.ts'
import { redisAccess, redisSecrets, redisServices } from './contract.ts'
import { redisImage, redisVersion } from './image.ts'
import { redisTemplates } from './templates.ts'
import schema from './schema.json' with { type: 'json' }

/** What a person says of a Redis server. */
export type RedisOptions = KindOptions<RedisValues> & StoreServices

const kind = defineKind({
  kind: 'redis',
  provides: 'cache',
  values: valuesOf<RedisValues>(schema, { isChecked: true }),
  options: optionsOf<StoreServices>({ properties: storeServicesOption }),
  description: 'Redis server',
  image: redisImage,
  appVersion: redisVersion,
  connection: redisConnection,
  clientAccess: redisAccess,
  features: redisServices.features,
  keys: ({ name, accounts }, model) => ({
    ...redisServices.keys(model),
    clients: accounts.map((account) => account.name),
    settings: ownSettings,
    tlsStores: [name],
  }),
  check: (context, model) => [
    ...checkRedis(context),
    ...redisServices.problems(model, context.name),
  ],
  secrets: redisSecrets,
  templates: (context, model) => redisTemplates(model, context),
})

/**
 * A Redis server: Deployment of one pod with its log of writes on a volume, and a user for each
 * client; or, in mode `external`, only the way to a server elsewhere.
 */
export const redis: MakeComponent<'cache', RedisValues, RedisPart, StoreServices> = kind.component

/** A user of its own in a cache: `REDIS_URL`, `REDIS_HOST`, … */
export const cache: EdgeTo<'cache'> = kind.edge
