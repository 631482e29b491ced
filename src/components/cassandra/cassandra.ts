import { defineKind, type MakeComponent } from '../../platform/define-kind.ts'
import type { KindOptions } from '../../platform/kind-options.ts'
import { valuesOf } from '../../schema/values-schema.ts'
import type { CassandraValues } from './values.ts'
import { checkCassandra } from './check.ts'
import { ownSettings } from './configuration.ts'
import { cassandraConnection, type CassandraPart } from './connection.ts'
import { cassandraAccess, cassandraSecrets } from './contract.ts'
import { type Keyspace, keyspaceEdge } from './edges.ts'
import { cassandraImage } from './image.ts'
import { cassandraTemplates } from './templates.ts'
import schema from './schema.json' with { type: 'json' }

/** What a person says of a Cassandra ring. */
export type CassandraOptions = KindOptions<CassandraValues>

const kind = defineKind({
  kind: 'cassandra',
  provides: 'keyspace',
  values: valuesOf<CassandraValues>(schema, { isChecked: true }),
  description: 'Cassandra ring',
  image: cassandraImage,
  appVersion: cassandraImage.tag,
  connection: cassandraConnection,
  clientAccess: cassandraAccess,
  keys: ({ name, accounts }) => ({
    clients: accounts.map((account) => account.name),
    settings: ownSettings,
    tlsStores: [name],
  }),
  check: checkCassandra,
  secrets: cassandraSecrets,
  templates: (context, { priority }) => cassandraTemplates(priority, context),
})

/**
 * A Cassandra ring: StatefulSet of one node, or of three and more, and for each client a keyspace with a role
 * that may do what it likes with its tables; or, in mode `external`, only the way to a ring elsewhere.
 */
export const cassandra: MakeComponent<'keyspace', CassandraValues, CassandraPart> = kind.component

/** A keyspace of one's own in a Cassandra ring: `CASSANDRA_HOST`, `CASSANDRA_KEYSPACE`, … */
export const keyspace: Keyspace = keyspaceEdge(kind.edge)
