import type { Problem } from '../../errors/chart-error.ts'
import type { Account, ComponentContext } from '../../platform/component.ts'
import { reservedUserProblems } from '../store/index.ts'
import { administrator } from './contract.ts'
import { prefixOf } from './prefix.ts'

/** Users of Elasticsearch's own that a component could be called like. */
const reserved: readonly string[] = [administrator, 'kibana']

/** What may begin the name of an index that is not hidden, and leaves room for its end. */
const legalPrefix = /^[a-z0-9][a-z0-9._-]{0,126}$/

/** What is wrong with the model of an Elasticsearch cluster: its users, and whose indices are whose. */
export function checkElasticsearch(
  context: ComponentContext,
  others: readonly string[] = [],
): readonly Problem[] {
  const own = (user: string): string => `Elasticsearch has a user ${user} of its own`
  return [
    ...reservedUserProblems(context, [...reserved, ...others], own),
    ...context.accounts.flatMap((account, i) => [
      ...nameProblems(account),
      ...differences(account),
      ...overlaps(account, context.accounts.slice(0, i), context.name),
    ]),
  ]
}

const pathOf = ({ clients: [client] }: Account): string => `components.${client?.name}.uses`

function nameProblems(account: Account): readonly Problem[] {
  const prefix = prefixOf(account)
  if (legalPrefix.test(prefix)) return []
  const message = `no index can begin with ${JSON.stringify(prefix)}, the prefix of ${account.name}`
  const hint =
    'begin with a lower-case letter or a digit, and go on with these, ".", "_" and "-", 127 at most'
  return [{ code: 'index-prefix', path: pathOf(account), message, hint }]
}

/** Who shares an account has its one role. */
function differences(account: Account): readonly Problem[] {
  const said = account.clients.flatMap(({ edge }) => edge.prefix ?? [])
  if (new Set(said).size < 2) return []
  const message = `the clients of the account ${account.name} name several prefixes: ${said.join(', ')}`
  const hint = 'say the same in all, or in one alone'
  return [{ code: 'index-prefixes-differ', path: pathOf(account), message, hint }]
}

function overlaps(account: Account, before: readonly Account[], store: string): readonly Problem[] {
  const prefix = prefixOf(account)
  return before
    .filter((other) => {
      const its = prefixOf(other)
      return prefix.startsWith(its) || its.startsWith(prefix)
    })
    .map((other) => {
      const its = prefixOf(other)
      const message =
        its === prefix
          ? `${other.name} and ${account.name} have one prefix in ${store}, ${JSON.stringify(prefix)}: each would have the indices of the other`
          : `the prefixes ${JSON.stringify(its)} of ${other.name} and ${JSON.stringify(prefix)} of ${account.name} in ${store} begin alike: one would have the indices of the other`
      const hint = 'give one of them another prefix, or both one account'
      return { code: 'index-prefix-shared', path: pathOf(account), message, hint }
    })
}
