import { clientLabel } from '../../kubernetes/network/network-policy.ts'
import { defineKind, type MakeComponent } from '../../platform/define-kind.ts'
import { type KindOptions, optionsOf } from '../../platform/kind-options.ts'
import type { EdgeTo } from '../../platform/edge.ts'
import type { MongoDBValues } from './values.ts'
import {
  backupFeatures,
  backupOption,
  type BackupOptions,
  backupSet,
  ownAccounts,
  type StoreServices,
  storeServicesOption,
} from '../store/index.ts'
import { valuesOf } from '../../schema/values-schema.ts'
import { checkMongodb } from './check.ts'
import { mongodbConnection, type MongodbPart } from './connection.ts'
import { mongodbAccess, mongodbSecrets, mongodbServices } from './contract.ts'
import { mongodbImage, mongodbVersion } from './image.ts'
import { mongodbTemplates } from './templates.ts'
import schema from './schema.json' with { type: 'json' }

/** What it has of its own. */
type MongodbOwn = BackupOptions & StoreServices

/** What a person says of a MongoDB replica set. */
export type MongodbOptions = KindOptions<MongoDBValues> & MongodbOwn

const kind = defineKind({
  kind: 'mongodb',
  provides: 'documents',
  values: valuesOf<MongoDBValues>(schema, { isChecked: true }),
  options: optionsOf<MongodbOwn>({ properties: { ...storeServicesOption, backup: backupOption } }),
  description: 'MongoDB replica set',
  priority: 'critical', // its clients cannot do without
  image: mongodbImage,
  appVersion: mongodbVersion,
  connection: mongodbConnection,
  clientAccess: mongodbAccess,
  set: (_, model) => backupSet(model),
  features: (model) => [...mongodbServices.features(model), ...backupFeatures(model)],
  keys: ({ name, accounts }, model) => ({
    ...mongodbServices.keys(model),
    clients: accounts.map((account) => account.name),
    podLabels: Object.keys(clientLabel(name)),
    tlsStores: [name],
  }),
  check: (context, model) => [
    ...checkMongodb(context, ownAccounts(model)),
    ...mongodbServices.problems(model, context.name),
  ],
  secrets: mongodbSecrets,
  templates: (context, model) => mongodbTemplates(model, context),
})

/**
 * A MongoDB replica set: StatefulSet of one member or more, configuration, and for each client a
 * database and a user of its own; or, in mode `external`, only the way to a server elsewhere.
 */
export const mongodb: MakeComponent<'documents', MongoDBValues, MongodbPart, MongodbOwn> =
  kind.component

/** A database and a user of its own in a document store: `MONGODB_URL`, `MONGODB_HOST`, … */
export const documents: EdgeTo<'documents'> = kind.edge
