import type { Problem } from '../errors/chart-error.ts'
import { didYouMean } from '../errors/suggestion.ts'
import { accountProblems, secretNameProblems } from './check-account.ts'
import { ambassadorProblems } from './check-ambassador.ts'
import { kindProblems, missingVariables } from './check-kinds.ts'
import { labelProblems } from './check-labels.ts'
import { namespaceProblems } from './check-namespaces.ts'
import { variableProblems } from './check-variables.ts'
import type { Component } from './component.ts'
import { dnsLabel } from './dns-label.ts'
import { type Edge, leadsOut, sharesConnection, usesPath } from './edge.ts'
import { loadSchema } from '../schema/load-schema.ts'
import type { ResolvedComponent, ResolvedPlatform } from './resolve.ts'

/** Keys that the umbrella's values have beside the components. */
const reserved: ReadonlySet<string> = new Set([
  'global',
  'tags',
  'resourceQuota',
  'limitRange',
  'test',
])

/**
 * What is wrong with a platform, all at once: names, edges, and whatever each component finds in its
 * own model. Much of it the compiler says too, but platform.ts may come unchecked.
 */
export function checkPlatform(platform: ResolvedPlatform): readonly Problem[] {
  return [
    ...emptyProblems(platform),
    ...kindProblems(platform.components),
    ...platform.components.flatMap((one) => [
      ...nameProblems(one, platform.name),
      ...labelProblems(one, platform.components),
      ...namespaceProblems(one),
      ...edgeProblems(one, platform),
      ...(one.component.check?.(one.context) ?? []),
    ]),
    ...secretNameProblems(platform),
    ...profileProblems(platform),
  ]
}

function emptyProblems({ components }: ResolvedPlatform): readonly Problem[] {
  if (components.length > 0) return []
  return [
    {
      code: 'no-components',
      path: 'components',
      message: 'the platform has no components',
      hint: 'add at least one service',
    },
  ]
}

function nameProblems(
  { context: { name } }: ResolvedComponent,
  platform: string,
): readonly Problem[] {
  const fault = nameFault(name, platform)
  return fault ? [{ path: `components.${name}`, ...fault }] : []
}

function nameFault(name: string, platform: string): Omit<Problem, 'path'> | undefined {
  if (!dnsLabel.test(name)) {
    const message = `"${name}" cannot name a component: names of Kubernetes objects are DNS labels`
    const hint = 'use lower-case letters, digits and "-", and begin and end with a letter or digit'
    return { code: 'name-not-dns-label', message, hint }
  }
  const hint = 'call the component something else'
  if (reserved.has(name)) {
    return {
      code: 'name-reserved',
      message: `"${name}" is a key of the umbrella's own values`,
      hint,
    }
  }
  if (name === platform) {
    return { code: 'name-of-chart', message: `"${name}" is the name of the whole chart`, hint }
  }
  return undefined
}

function edgeProblems(
  { component, context }: ResolvedComponent,
  platform: ResolvedPlatform,
): readonly Problem[] {
  const pathOf = (edge: Edge): string => usesPath(context.name, edge['~container'])
  const twice = component.uses.filter(
    (edge, i) =>
      edge.interface !== 'outside' &&
      component.uses.findIndex((other) => sameTarget(edge, other)) < i,
  )
  return [
    ...component.uses.flatMap((edge) =>
      edgeProblem(edge, component.uses, context.name, pathOf(edge), platform),
    ),
    ...twice.map((edge) => ({
      code: 'duplicate-edge',
      path: pathOf(edge),
      message: `${context.name} uses ${edge.to} twice`,
      hint: 'remove one of the edges',
    })),
    ...component.uses.flatMap((edge, i) =>
      connectionProblems(edge, component.uses.slice(0, i), context.name, pathOf(edge)),
    ),
  ]
}

/** Prefix and account belong to the connection, which such edges share. */
function connectionProblems(
  edge: Edge,
  before: readonly Edge[],
  user: string,
  path: string,
): readonly Problem[] {
  const other = before.find((one) => sharesConnection(edge, one))
  if (!other || (other.as === edge.as && other.account === edge.account)) return []
  const message = `${user} reaches ${edge.to} by one connection, but its edges differ in ${other.as === edge.as ? 'account' : 'as'}`
  return [{ code: 'edges-differ', path, message, hint: 'say the same in both, or in neither' }]
}

const sameTarget = (a: Edge, b: Edge): boolean =>
  a.to === b.to &&
  a.interface === b.interface &&
  a.port === b.port &&
  a.service === b.service &&
  a.access === b.access &&
  a['~container']?.name === b['~container']?.name

function edgeProblem(
  edge: Edge,
  of: readonly Edge[],
  user: string,
  path: string,
  { components }: ResolvedPlatform,
): readonly Problem[] {
  if (edge.interface === 'outside') return cidrProblems(edge, user, path)
  if (leadsOut(edge)) return []
  const target = components.find(({ context }) => context.name === edge.to)
  if (!target) {
    const names = components.map(({ context }) => context.name)
    const all = `the components are: ${names.join(', ')}`
    return [
      {
        code: 'unknown-component',
        path,
        message: `${user} uses "${edge.to}", which is no component`,
        hint: didYouMean(edge.to, names, all, (close) => `"${close}"`),
      },
    ]
  }
  if (edge.to === user)
    return [{ code: 'self-use', path, message: `${user} uses itself`, hint: 'remove the edge' }]
  const { provides } = target.component
  if (provides === edge.interface)
    return [
      ...serviceProblems(edge, target.component, user, path),
      ...portProblems(edge, target.component, user, path),
      ...accountProblems(edge, target, user, path),
      ...variableProblems(edge, target.component, user, path),
      ...missingVariables(edge, target.component, user, path),
      ...ambassadorProblems(edge, { component: target.component, of }, user, path),
    ]
  return [
    {
      code: 'wrong-interface',
      path,
      message: `${user} uses ${edge.to} as ${edge.interface}, but ${edge.to} provides ${provides}`,
      hint: `point the edge at a component that provides ${edge.interface}`,
    },
  ]
}

/** What the schema of the values takes as a block of addresses. */
function cidrProblems({ cidrs = [] }: Edge, user: string, path: string): readonly Problem[] {
  const { pattern = '', patternErrorMessage = '' } =
    loadSchema('definitions').definitions?.['cidr'] ?? {}
  const known = new RegExp(pattern)
  return cidrs
    .filter((cidr) => !known.test(cidr))
    .map((cidr) => ({
      code: 'bad-cidr',
      path,
      message: `${user} cannot reach "${cidr}": it ${patternErrorMessage}`,
      hint: 'names are not addresses: a network policy knows blocks of addresses alone',
    }))
}

/** A further Service, by its name; with one that is not there, its ports are no matter. */
function serviceProblems(
  { to, service }: Edge,
  { connection }: Component,
  user: string,
  path: string,
): readonly Problem[] {
  const known = Object.keys(connection?.services ?? {})
  if (service === undefined || known.includes(service)) return []
  const all =
    known.length > 0
      ? `they are: ${known.join(', ')}`
      : 'remove it: there is nothing to choose from'
  const message = `${user} uses the Service ${service} of ${to}, which has none of this name for components`
  const hint = didYouMean(service, known, all, (close) => `"${close}"`)
  return [{ code: 'unknown-service', path, message, hint }]
}

function portProblems(
  { to, port, service }: Edge,
  { connection }: Component,
  user: string,
  path: string,
): readonly Problem[] {
  const further = service === undefined ? undefined : (connection?.services?.[service] ?? [port])
  const known = (further ?? connection?.ports ?? []).filter((one) => one !== undefined)
  if (port === undefined || known.includes(port)) return []
  const all =
    known.length > 0
      ? `the ports are: ${known.join(', ')}`
      : 'remove it: there is nothing to choose from'
  const message = `${user} uses the port ${port} of ${to}, whose Service has none of this name`
  const hint = didYouMean(port, known, all, (close) => `"${close}"`)
  return [{ code: 'unknown-port', path, message, hint }]
}

function profileProblems({ platform }: ResolvedPlatform): readonly Problem[] {
  return Object.keys(platform.profiles ?? {})
    .filter((name) => !dnsLabel.test(name) || name === 'defaults')
    .map((name) => ({
      code: 'profile-name',
      path: `profiles.${name}`,
      message:
        name === 'defaults'
          ? '"defaults" is what holds without a profile'
          : `"${name}" cannot name a profile: it becomes the file values-${name}.yaml`,
      hint:
        name === 'defaults'
          ? 'call the profile something else'
          : 'use lower-case letters, digits and "-"',
    }))
}
