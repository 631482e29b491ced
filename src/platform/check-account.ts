import type { Problem } from '../errors/chart-error.ts'
import type { Account, Client, Component, ConnectionPoint } from './component.ts'
import { dnsLabel, dnsSubdomain } from './dns-label.ts'
import { type Edge, usesPath } from './edge.ts'
import type { ResolvedComponent, ResolvedPlatform } from './resolve.ts'

type Fault = Omit<Problem, 'path'>

/** What is wrong with the account that one edge names, and with its Secret. */
export function accountProblems(
  edge: Edge,
  target: ResolvedComponent,
  user: string,
  path: string,
): readonly Problem[] {
  const fault = accountFault(edge, target, user)
  return fault ? [{ path, ...fault }] : []
}

/** An account is named like a component: objects, a role and a database are called by it. */
function accountFault(
  { to, account, secret }: Edge,
  { component, context: { clients } }: ResolvedComponent,
  user: string,
): Fault | undefined {
  if (account === undefined && secret === undefined) return undefined
  if (!hasAccounts(component, { store: to, client: user })) {
    const [asked, option] =
      account === undefined ? ['a Secret', 'secret'] : ['an account', 'account']
    const message = `${user} wants ${asked} of ${to}, which has no accounts`
    return { code: 'no-accounts', message, hint: `remove ${option} from the edge` }
  }
  const labels = 'use lower-case letters, digits and "-", and begin and end with a letter or digit'
  if (secret !== undefined && !dnsSubdomain.test(secret)) {
    const message = `"${secret}" cannot name the Secret of ${user} in ${to}`
    return { code: 'secret-name', message, hint: labels }
  }
  if (account === undefined) return undefined
  if (!dnsLabel.test(account)) {
    const message = `"${account}" cannot name an account of ${to}`
    return { code: 'account-name', message, hint: labels }
  }
  const owner = clients.find(({ name, edge }) => name === account && edge.account === undefined)
  if (!owner || owner.name === user) return undefined
  const message = `${user} names the account ${account} of ${to}, which is ${account}'s own`
  const hint = `give the account another name, or say account: '${account}' in the edge of ${account}, too, to share it`
  return { code: 'account-of-another', message, hint }
}

/** Whether its clients log in. */
function hasAccounts({ connection }: Component, to: ConnectionPoint): boolean {
  return Object.values(connection?.parts(to) ?? {}).some((part) => part.in === 'secret')
}

/** Accounts whose Secret has two names, or the name of another Secret. */
export function secretNameProblems({
  components,
  name: chart,
}: ResolvedPlatform): readonly Problem[] {
  const contracts = components.flatMap(({ component, context }) =>
    (component.secrets?.(context) ?? []).filter(({ isWhole }) => !isWhole),
  )
  const owners = new Map(contracts.map(({ name }) => [`${chart}-${name}`, 'the chart itself']))
  return components.flatMap(({ component, context: { name: store, accounts } }) =>
    (component.secrets ? accounts : []).flatMap((account) => {
      const { name, secret, clients } = account
      if (secret === undefined) return []
      const owner = owners.get(secret)
      owners.set(secret, owner ?? `the account ${name} of ${store}`)
      return [...differing(account, store), ...(owner ? taken(secret, owner, clients) : [])]
    }),
  )
}

function differing({ name, secret, clients }: Account, store: string): readonly Problem[] {
  return clients
    .filter(({ edge }) => edge.secret !== secret)
    .map((client) => ({
      code: 'secrets-differ',
      path: pathOf(client),
      message: `${client.name} shares the account ${name} of ${store}, whose Secret another edge calls ${secret}`,
      hint: `say secret: '${secret}' in each edge of the account, or in none`,
    }))
}

/** A Secret holds one password. */
function taken(secret: string, owner: string, [client]: readonly Client[]): readonly Problem[] {
  if (!client) return []
  const message = `${client.name} calls its Secret of ${client.edge.to} ${secret}, as that of ${owner} is called`
  const hint = 'give each Secret a name of its own'
  return [{ code: 'secret-taken', path: pathOf(client), message, hint }]
}

function pathOf({ name, edge }: Client): string {
  return usesPath(name, edge['~container'])
}
