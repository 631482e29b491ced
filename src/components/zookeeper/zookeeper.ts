import { defineKind, type MakeComponent } from '../../platform/define-kind.ts'
import type { EdgeTo } from '../../platform/edge.ts'
import { type KindOptions, optionsOf } from '../../platform/kind-options.ts'
import { valuesOf } from '../../schema/values-schema.ts'
import type { ZooKeeperValues } from './values.ts'
import { ownMetricsOption, type OwnMetricsOptions } from '../store/index.ts'
import { checkZookeeper } from './check.ts'
import { ownSettings } from './configuration.ts'
import { zookeeperConnection, type ZookeeperPart } from './connection.ts'
import { metricsPort, zookeeperAccess, zookeeperSecrets } from './contract.ts'
import { zookeeperImage } from './image.ts'
import { zookeeperTemplates } from './templates.ts'
import schema from './schema.json' with { type: 'json' }

/** What a person says of a ZooKeeper ensemble. */
export type ZookeeperOptions = KindOptions<ZooKeeperValues> & OwnMetricsOptions

const kind = defineKind({
  kind: 'zookeeper',
  provides: 'ensemble',
  values: valuesOf<ZooKeeperValues>(schema, { isChecked: true }),
  options: optionsOf<OwnMetricsOptions>({ properties: { metrics: ownMetricsOption } }),
  description: 'ZooKeeper ensemble',
  priority: 'critical', // its clients cannot do without
  image: zookeeperImage,
  appVersion: zookeeperImage.tag,
  connection: zookeeperConnection,
  clientAccess: zookeeperAccess,
  metrics: ({ metrics = false }) => (metrics ? [{ name: 'metrics', port: metricsPort }] : []),
  keys: ({ accounts }) => ({
    clients: accounts.map((account) => account.name),
    settings: ownSettings,
  }),
  check: checkZookeeper,
  secrets: zookeeperSecrets,
  templates: (context, model) => zookeeperTemplates(model, context),
})

/**
 * A ZooKeeper ensemble: StatefulSet of an odd number of servers, and a user for each client; or, in mode
 * `external`, only the way to an ensemble elsewhere.
 */
export const zookeeper: MakeComponent<
  'ensemble',
  ZooKeeperValues,
  ZookeeperPart,
  OwnMetricsOptions
> = kind.component

/** A user of its own in a ZooKeeper ensemble: `ZOOKEEPER_HOST`, `ZOOKEEPER_USERNAME`, … */
export const ensemble: EdgeTo<'ensemble'> = kind.edge
