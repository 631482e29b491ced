import { defineKind, valuesOf } from 'chartwright/kind'
import { check } from './check.ts'
import { connection } from './connection.ts'
import { clientAccess, image, secrets } from './contract.ts'
import schema from './schema.json' with { type: 'json' }
import { templates } from './templates.ts'
import type { MysqlValues } from './values.ts'

const kind = defineKind({
  kind: 'mysql',
  provides: 'database',
  values: valuesOf<MysqlValues>(schema),
  description: 'MariaDB server',
  priority: 'critical', // its clients cannot do without
  image,
  appVersion: image.tag,
  connection,
  clientAccess,
  keys: ({ name, accounts }) => ({
    clients: accounts.map((account) => account.name),
    tlsStores: [name],
  }),
  check,
  secrets,
  templates,
})

/**
 * A database that speaks MySQL: MariaDB in one pod, and for each client a database and a user of its
 * own; or, in mode `external`, only the way to a server elsewhere. Clients use `database('mysql')`.
 */
export const mysql = kind.component
