import type { Problem } from '../../errors/chart-error.ts'
import { databaseName } from '../../kubernetes/database-connection.ts'
import type { ComponentContext } from '../../platform/component.ts'

/** Names that PostgreSQL keeps for itself, as a role or as a database. */
const reserved = /^(postgres|template0|template1|public|none|pg_.*)$/

/** What is wrong with the model of a PostgreSQL server: clients whose names cannot be those of a role. */
export function checkPostgresql({ name, clients }: ComponentContext): readonly Problem[] {
  return clients
    .filter((client) => reserved.test(databaseName(client.name)))
    .map((client) => ({
      code: 'reserved-database-name',
      path: `components.${client.name}`,
      message: `${client.name} cannot use ${name}: PostgreSQL keeps the name ${databaseName(client.name)} for itself`,
      hint: 'give the component another name: it becomes that of its database and of its role',
    }))
}
