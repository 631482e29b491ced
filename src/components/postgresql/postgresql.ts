import type { Priority } from '../../kubernetes/scheduling.ts'
import type { Component } from '../../platform/component.ts'
import type { DeepPartial } from '../../values/deep-partial.ts'
import type { PostgreSQLValues } from '../../values/types/postgresql.ts'
import { checkPostgresql } from './check.ts'
import { ownSettings } from './configuration.ts'
import { postgresqlConnection, type PostgresqlPart } from './connection.ts'
import { postgresqlDoor, postgresqlSecrets } from './contract.ts'
import { postgresqlImage, postgresqlVersion } from './image.ts'
import { postgresqlTemplates } from './templates.ts'
import { withOptions } from '../../platform/checked-options.ts'
import { postgresqlKind } from './options.ts'

/** What a person says of a PostgreSQL server. */
export interface PostgresqlOptions {
  /** One sentence on what it holds, for Chart.yaml and the documents. */
  readonly description?: string
  /** Importance when nodes run full. Default: `critical`, since its clients cannot do without. */
  readonly priority?: Priority
  /** Values that differ from the kind's defaults. */
  readonly values?: DeepPartial<PostgreSQLValues>
}

/**
 * A PostgreSQL server: StatefulSet of one pod, configuration, and for each client a database and a
 * role of its own; or, in mode `external`, only the way to a server elsewhere.
 */
export function postgresql(
  options: PostgresqlOptions = {},
): Component<'database', PostgreSQLValues, readonly [], PostgresqlPart> {
  return withOptions(postgresqlKind, options, () => {
    const image = { ...postgresqlImage, ...options.values?.image }
    return {
      kind: 'postgresql',
      provides: 'database',
      description: options.description ?? 'PostgreSQL server',
      appVersion: postgresqlVersion,
      uses: [],
      values: () => ({ ...options.values, image }),
      features: ['startupProbe', 'livenessProbe', 'readinessProbe'],
      connection: postgresqlConnection(image),
      door: postgresqlDoor,
      keys: ({ name, clients }) => ({
        clients: clients.map((client) => client.name),
        settings: ownSettings,
        tlsStores: [name],
      }),
      check: checkPostgresql,
      secrets: postgresqlSecrets,
      templates: (context) => postgresqlTemplates(options.priority ?? 'critical', context),
    }
  })
}
