import { defineKind, type MakeComponent } from '../../platform/define-kind.ts'
import { type KindOptions, optionsOf } from '../../platform/kind-options.ts'
import type { EdgeTo } from '../../platform/edge.ts'
import type { RedisValues } from './values.ts'
import { valuesOf } from '../../schema/values-schema.ts'
import {
  backupFeatures,
  backupOption,
  backupSet,
  exporterFeatures,
  exporterMetrics,
  exporterOption,
  hasExporter,
  ownAccounts,
  storeServicesOption,
  volumeSnapshotFeatures,
  volumeSnapshotOption,
} from '../store/index.ts'
import { checkRedis } from './check.ts'
import { ownSettings } from './configuration.ts'
import { redisConnection, type RedisPart } from './connection.ts'
import { redisAccess, type RedisOwn, redisSecrets, redisServices } from './contract.ts'
import { exporterPort, socketSettings } from './exporter.ts'
import { redisImage, redisVersion } from './image.ts'
import { redisTemplates } from './templates.ts'
import schema from './schema.json' with { type: 'json' }

/** What a person says of a Redis server. */
export type RedisOptions = KindOptions<RedisValues> & RedisOwn

const kind = defineKind({
  kind: 'redis',
  provides: 'cache',
  values: valuesOf<RedisValues>(schema, { isChecked: true }),
  options: optionsOf<RedisOwn>({
    properties: {
      ...storeServicesOption,
      exporter: exporterOption,
      backup: backupOption,
      volumeSnapshots: volumeSnapshotOption,
      statefulSet: { type: 'boolean' },
    },
  }),
  description: 'Redis server',
  image: redisImage,
  appVersion: redisVersion,
  connection: redisConnection,
  clientAccess: redisAccess,
  set: (_, model) => backupSet(model),
  features: (model) => [
    ...redisServices(model).features(model),
    ...exporterFeatures(model),
    ...backupFeatures(model),
    ...volumeSnapshotFeatures(model),
    ...(model.statefulSet ? [] : ['deployment']),
  ],
  metrics: (model) => exporterMetrics(model, 'redis', exporterPort),
  keys: ({ name, accounts }, model) => ({
    ...redisServices(model).keys(model),
    clients: accounts.map((account) => account.name),
    settings: [...ownSettings, ...(hasExporter(model) ? socketSettings : [])],
    tlsStores: [name],
  }),
  check: (context, model) => [
    ...checkRedis(context, ownAccounts(model)),
    ...redisServices(model).problems(model, context.name),
  ],
  secrets: redisSecrets,
  templates: (context, model) => redisTemplates(model, context),
})

/**
 * A Redis server: Deployment or StatefulSet of one pod with its log of writes on a volume, and a user
 * for each client; or, in mode `external`, only the way to a server elsewhere.
 */
export const redis: MakeComponent<'cache', RedisValues, RedisPart, RedisOwn> = kind.component

/** A user of its own in a cache: `REDIS_URL`, `REDIS_HOST`, … */
export const cache: EdgeTo<'cache'> = kind.edge
