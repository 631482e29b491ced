import type { Problem } from '../../errors/chart-error.ts'
import { databaseName } from '../../kubernetes/database-connection.ts'
import type { ComponentContext } from '../../platform/component.ts'

/** Databases that MongoDB keeps for itself. */
const reserved: ReadonlySet<string> = new Set(['admin', 'config', 'local'])

/** What is wrong with the model of a MongoDB server: clients whose names cannot be those of a database. */
export function checkMongodb({ name, clients }: ComponentContext): readonly Problem[] {
  return clients
    .filter((client) => reserved.has(databaseName(client.name)))
    .map((client) => ({
      code: 'reserved-database-name',
      path: `components.${client.name}`,
      message: `${client.name} cannot use ${name}: MongoDB keeps the database ${client.name} for itself`,
      hint: 'give the component another name: it becomes that of its database and of its user',
    }))
}
