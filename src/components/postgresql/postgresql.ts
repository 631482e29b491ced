import { defineKind, type MakeComponent } from '../../platform/define-kind.ts'
import { type KindOptions, optionsOf } from '../../platform/kind-options.ts'
import type { EdgeTo } from '../../platform/edge.ts'
import type { PostgreSQLValues } from './values.ts'
import { valuesOf } from '../../schema/values-schema.ts'
import {
  backupFeatures,
  backupSet,
  exporterFeatures,
  exporterMetrics,
  ownAccounts,
  volumeSnapshotFeatures,
} from '../store/index.ts'
import { checkPostgresql } from './check.ts'
import { ownSettings, standbySettings } from './configuration.ts'
import { postgresqlConnection, type PostgresqlPart } from './connection.ts'
import { postgresqlAccess, postgresqlSecrets, postgresqlServices } from './contract.ts'
import { exporterPort } from './exporter.ts'
import { postgresqlImage, postgresqlVersion } from './image.ts'
import { postgresqlOptions, type PostgresqlOwn } from './model.ts'
import { sqlProblems } from './sql/check.ts'
import { sqlRead } from './sql/model.ts'
import { standbyUsers } from './standby/model.ts'
import { postgresqlTemplates } from './templates.ts'
import schema from './schema.json' with { type: 'json' }

/** What a person says of a PostgreSQL server. */
export type PostgresqlOptions = KindOptions<PostgreSQLValues> & PostgresqlOwn

const kind = defineKind({
  kind: 'postgresql',
  provides: 'database',
  values: valuesOf<PostgreSQLValues>(schema, { isChecked: true }),
  options: optionsOf<PostgresqlOwn>({ properties: postgresqlOptions }),
  description: 'PostgreSQL server',
  priority: 'critical', // its clients cannot do without
  image: postgresqlImage,
  appVersion: postgresqlVersion,
  connection: postgresqlConnection,
  clientAccess: postgresqlAccess,
  set: (_, model) => backupSet(model),
  features: (model) => [
    ...postgresqlServices(model).features(model),
    ...exporterFeatures(model),
    ...backupFeatures(model),
    ...volumeSnapshotFeatures(model),
    ...(model.standbys ? ['standbys'] : []),
  ],
  metrics: (model) => exporterMetrics(model, 'postgresql', exporterPort),
  keys: ({ name, accounts }, model) => ({
    ...postgresqlServices(model).keys(model),
    clients: accounts.map((account) => account.name),
    settings: [...ownSettings, ...(model.standbys ? standbySettings : [])],
    tlsStores: [name],
  }),
  check: (context, model) => [
    ...checkPostgresql(context, [...ownAccounts(model), ...standbyUsers(model)]),
    ...postgresqlServices(model).problems(model, context.name),
    ...sqlProblems(model, context),
  ],
  reads: sqlRead,
  secrets: postgresqlSecrets,
  templates: (context, model) => postgresqlTemplates(model, context),
})

/**
 * A PostgreSQL server: StatefulSet of one pod, configuration, and for each client a database and a
 * role of its own, with standbys on wish; or, in mode `external`, only the way to a server elsewhere.
 */
export const postgresql: MakeComponent<
  'database',
  PostgreSQLValues,
  PostgresqlPart,
  PostgresqlOwn
> = kind.component

/** A database and a role of its own in a relational store: `DATABASE_URL`, `DATABASE_HOST`, … */
export const database: EdgeTo<'database'> = kind.edge
