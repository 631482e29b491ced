import { clientLabel } from '../../kubernetes/network-door.ts'
import type { Priority } from '../../kubernetes/scheduling.ts'
import type { Component } from '../../platform/component.ts'
import type { DeepPartial } from '../../values/deep-partial.ts'
import type { MongoDBValues } from '../../values/types/mongodb.ts'
import { checkMongodb } from './check.ts'
import { mongodbConnection, type MongodbPart } from './connection.ts'
import { mongodbDoor, mongodbSecrets } from './contract.ts'
import { mongodbImage, mongodbVersion } from './image.ts'
import { mongodbTemplates } from './templates.ts'
import { withOptions } from '../../platform/checked-options.ts'
import { mongodbKind } from './options.ts'

/** What a person says of a MongoDB replica set. */
export interface MongodbOptions {
  /** One sentence on what it holds, for Chart.yaml and the documents. */
  readonly description?: string
  /** Importance when nodes run full. Default: `critical`, since its clients cannot do without. */
  readonly priority?: Priority
  /** Values that differ from the kind's defaults. */
  readonly values?: DeepPartial<MongoDBValues>
}

/**
 * A MongoDB replica set: StatefulSet of one member or more, configuration, and for each client a
 * database and a user of its own; or, in mode `external`, only the way to a server elsewhere.
 */
export function mongodb(
  options: MongodbOptions = {},
): Component<'documents', MongoDBValues, readonly [], MongodbPart> {
  return withOptions(mongodbKind, options, () => {
    const image = { ...mongodbImage, ...options.values?.image }
    return {
      kind: 'mongodb',
      provides: 'documents',
      description: options.description ?? 'MongoDB replica set',
      appVersion: mongodbVersion,
      uses: [],
      values: () => ({ ...options.values, image }),
      features: ['startupProbe', 'livenessProbe', 'readinessProbe'],
      connection: mongodbConnection(image),
      door: mongodbDoor,
      keys: ({ name, clients }) => ({
        clients: clients.map((client) => client.name),
        podLabels: Object.keys(clientLabel(name)),
        tlsStores: [name],
      }),
      check: checkMongodb,
      secrets: mongodbSecrets,
      templates: (context) => mongodbTemplates(options.priority ?? 'critical', context),
    }
  })
}
