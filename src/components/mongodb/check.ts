import type { Problem } from '../../errors/chart-error.ts'
import { databaseName, reservedUserProblems } from '../store/index.ts'
import type { ComponentContext } from '../../platform/component.ts'

/** Databases that MongoDB keeps for itself. */
const reserved: ReadonlySet<string> = new Set(['admin', 'config', 'local'])

/** What is wrong with the model of a MongoDB server: clients whose names cannot be those of a database. */
export function checkMongodb(
  context: ComponentContext,
  own: readonly string[],
): readonly Problem[] {
  return [
    ...reservedNames(context),
    ...reservedUserProblems(context, own, (user) => `MongoDB has a user ${user} of its own`),
  ]
}

function reservedNames({ name, accounts }: ComponentContext): readonly Problem[] {
  return accounts
    .filter((account) => reserved.has(databaseName(account.name)))
    .map((account) => ({
      code: 'reserved-database-name',
      path: `components.${account.clients[0]?.name}`,
      message: `${account.name} cannot use ${name}: MongoDB keeps the database ${account.name} for itself`,
      hint: 'give the component, or its account, another name: it becomes that of its database and of its user',
    }))
}
