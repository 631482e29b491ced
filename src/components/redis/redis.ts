import type { Priority } from '../../kubernetes/scheduling.ts'
import type { Component } from '../../platform/component.ts'
import type { DeepPartial } from '../../values/deep-partial.ts'
import type { RedisValues } from '../../values/types/redis.ts'
import { checkRedis } from './check.ts'
import { ownSettings } from './configuration.ts'
import { redisConnection, type RedisPart } from './connection.ts'
import { redisDoor, redisSecrets } from './contract.ts'
import { redisImage, redisVersion } from './image.ts'
import { redisTemplates } from './templates.ts'
import { withOptions } from '../../platform/checked-options.ts'
import { redisKind } from './options.ts'

/** What a person says of a Redis server. */
export interface RedisOptions {
  /** One sentence on what it holds, for Chart.yaml and the documents. */
  readonly description?: string
  /** Importance when nodes run full. Default: `standard`, since a cache can be filled again. */
  readonly priority?: Priority
  /** Values that differ from the kind's defaults. */
  readonly values?: DeepPartial<RedisValues>
}

/**
 * A Redis server: Deployment of one pod with its log of writes on a volume, and a user for each
 * client; or, in mode `external`, only the way to a server elsewhere.
 */
export function redis(
  options: RedisOptions = {},
): Component<'cache', RedisValues, readonly [], RedisPart> {
  return withOptions(redisKind, options, () => {
    const image = { ...redisImage, ...options.values?.image }
    return {
      kind: 'redis',
      provides: 'cache',
      description: options.description ?? 'Redis server',
      appVersion: redisVersion,
      uses: [],
      values: () => ({ ...options.values, image }),
      features: ['startupProbe', 'livenessProbe', 'readinessProbe'],
      connection: redisConnection(image),
      door: redisDoor,
      keys: ({ name, clients }) => ({
        clients: clients.map((client) => client.name),
        settings: ownSettings,
        tlsStores: [name],
      }),
      check: checkRedis,
      secrets: redisSecrets,
      templates: (context) => redisTemplates(options.priority ?? 'standard', context),
    }
  })
}
