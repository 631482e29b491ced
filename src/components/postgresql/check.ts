import type { Problem } from '../../errors/chart-error.ts'
import { databaseName, reservedUserProblems } from '../store/index.ts'
import type { ComponentContext } from '../../platform/component.ts'

/** Names that PostgreSQL keeps for itself, as a role or as a database. */
const reserved = /^(postgres|template0|template1|public|none|pg_.*)$/

/** What is wrong with the model of a PostgreSQL server: clients whose names cannot be those of a role. */
export function checkPostgresql(
  context: ComponentContext,
  others: readonly string[],
): readonly Problem[] {
  return [
    ...reservedNames(context),
    ...reservedUserProblems(context, others, (user) => `PostgreSQL has a role ${user} of its own`),
  ]
}

function reservedNames({ name, accounts }: ComponentContext): readonly Problem[] {
  return accounts
    .filter((account) => reserved.test(databaseName(account.name)))
    .map((account) => ({
      code: 'reserved-database-name',
      path: `components.${account.clients[0]?.name}`,
      message: `${account.name} cannot use ${name}: PostgreSQL keeps the name ${databaseName(account.name)} for itself`,
      hint: 'give the component, or its account, another name: it becomes that of its database and of its role',
    }))
}
