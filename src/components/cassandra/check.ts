import type { Problem } from '../../errors/chart-error.ts'
import type { Account, ComponentContext } from '../../platform/component.ts'
import { reservedUserProblems } from '../store/index.ts'
import { administrator, wellKnown } from './contract.ts'
import { keyspaceOf } from './keyspace.ts'

/** A name that needs no quotes, and is the same in upper and lower case. */
const legalKeyspace = /^[a-z][a-z0-9_]{0,47}$/

/** What is wrong with the model of a Cassandra ring: its roles, and whose keyspace is whose. */
export function checkCassandra(context: ComponentContext): readonly Problem[] {
  const why = (role: string): string =>
    role === administrator
      ? `its role ${administrator} may do everything`
      : `Cassandra has a role ${role} of its own, which the chart takes away`
  return [
    ...reservedUserProblems(context, [administrator, wellKnown], why, 'that of its role'),
    ...context.accounts.flatMap((account, i) => [
      ...nameProblems(account),
      ...differences(account),
      ...sharing(account, context.accounts.slice(0, i), context.name),
    ]),
  ]
}

const pathOf = ({ clients: [client] }: Account): string => `components.${client?.name}.uses`

function nameProblems(account: Account): readonly Problem[] {
  const keyspace = keyspaceOf(account)
  const path = pathOf(account)
  if (!legalKeyspace.test(keyspace)) {
    const message = `no keyspace can be called ${JSON.stringify(keyspace)}, as that of ${account.name} would be`
    const hint =
      'say keyspace in the edge: begin with a lower-case letter, and go on with these, digits and "_", 48 at most'
    return [{ code: 'keyspace-name', path, message, hint }]
  }
  if (!/^system(_|$)/.test(keyspace)) return []
  const message = `Cassandra keeps keyspaces like ${keyspace}, that of ${account.name}, for itself`
  const hint = 'say another keyspace in the edge'
  return [{ code: 'keyspace-reserved', path, message, hint }]
}

/** Who shares an account has its one keyspace. */
function differences(account: Account): readonly Problem[] {
  const said = account.clients.flatMap(({ edge }) => edge.keyspace ?? [])
  if (new Set(said).size < 2) return []
  const message = `the clients of the account ${account.name} name several keyspaces: ${said.join(', ')}`
  const hint = 'say the same in all, or in one alone'
  return [{ code: 'keyspaces-differ', path: pathOf(account), message, hint }]
}

function sharing(account: Account, before: readonly Account[], store: string): readonly Problem[] {
  const keyspace = keyspaceOf(account)
  return before
    .filter((other) => keyspaceOf(other) === keyspace)
    .map((other) => ({
      code: 'keyspace-shared',
      path: pathOf(account),
      message: `${other.name} and ${account.name} have one keyspace in ${store}, ${keyspace}: each would have the tables of the other`,
      hint: 'give one of them another keyspace, or both one account',
    }))
}
