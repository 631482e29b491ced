import { type ComponentContext, databaseName, type Problem } from 'chartwright/kind'

/** Databases and users that every server has. */
const reserved = ['information_schema', 'mariadb_sys', 'mysql', 'performance_schema', 'root', 'sys']

/** What is wrong with the model: clients whose names are taken. */
export function check({ name, accounts }: ComponentContext): readonly Problem[] {
  return accounts
    .filter((account) => reserved.includes(databaseName(account.name)))
    .map((account) => ({
      code: 'reserved-database-name',
      path: `components.${account.name}`,
      message: `${account.name} cannot use ${name}: MariaDB has a ${databaseName(account.name)} of its own`,
      hint: 'give the component another name: it becomes that of its database and of its user',
    }))
}
