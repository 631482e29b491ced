import type { Problem } from '../../errors/chart-error.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { routes } from './contract.ts'
import type { GatewayModel, Site } from './model.ts'

/** What is wrong with a gateway's model. */
export function checkGateway(model: GatewayModel, { name }: ComponentContext): readonly Problem[] {
  const path = `components.${name}`
  return [
    ...model.sites.flatMap((site) => siteProblems(site, path)),
    ...hostProblems(model, path),
    ...nameProblems(model, path),
    ...limitProblems(model, path),
    ...tierProblems(model, path),
  ]
}

function siteProblems(site: Site, gateway: string): readonly Problem[] {
  const path =
    site.name === undefined ? `${gateway}.routes` : `${gateway}.sites.${site.name}.routes`
  if (site.routes.length === 0) {
    return [
      {
        code: 'no-routes',
        path,
        message: 'the gateway has no routes',
        hint: `lead a path to a service: routes: { '/orders': 'orders' }`,
      },
    ]
  }
  return [
    ...site.routes.flatMap(({ spelled }) => pathProblems(spelled, path)),
    ...duplicatePathProblems(site, path),
  ]
}

/** Paths that the gateway itself answers. */
const ownPaths = new Set(['/healthz', '/.error'])

/** Unreserved characters of RFC 3986 only: neither nginx nor a browser reads them as anything else. */
const segment = /^[A-Za-z0-9._~-]+$/

function pathProblems(spelled: string, path: string): readonly Problem[] {
  const problem = (message: string, hint: string): readonly Problem[] => [
    { code: 'route-path', path: `${path}["${spelled}"]`, message, hint },
  ]
  if (!spelled.startsWith('/')) {
    return problem(`the path "${spelled}" does not begin with "/"`, `write '/${spelled}'`)
  }
  const segments = spelled.replace(/\/$/, '').split('/').slice(1)
  if (segments.some((one) => one === '' || one === '.' || one === '..')) {
    return problem(
      `no request ever has the path "${spelled}": nginx takes "//", "." and ".." out of paths`,
      'write the path without them',
    )
  }
  if (!segments.every((one) => segment.test(one))) {
    return problem(
      `the path "${spelled}" has characters that mean something else to nginx`,
      'use letters, digits, "-", ".", "_" and "~" between slashes',
    )
  }
  if (ownPaths.has(spelled.replace(/\/$/, ''))) {
    return problem(`the gateway answers "${spelled}" itself`, 'lead another path to the service')
  }
  return []
}

function duplicatePathProblems({ routes: all }: Site, path: string): readonly Problem[] {
  const twice = all.filter((route, i) => all.findIndex((other) => other.path === route.path) < i)
  return twice.map(({ spelled }) => ({
    code: 'duplicate-route',
    path: `${path}["${spelled}"]`,
    message: `two routes have the path "${spelled.replace(/\/$/, '') || '/'}"`,
    hint: 'a slash at the end makes no other path: remove one of the routes',
  }))
}

/** Lower-case DNS name, whose last label no IP address can have. */
const dnsName = /^([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)*[a-z]([-a-z0-9]*[a-z0-9])?$/

function hostProblems({ sites }: GatewayModel, path: string): readonly Problem[] {
  const hosts = sites.map(({ host }) => host)
  const twice = new Set(hosts.filter((host, i) => hosts.indexOf(host) < i))
  const wrong = sites.filter(
    ({ name, host }) => !(dnsName.test(host) || (name === undefined && host === '')),
  )
  return [
    ...[...twice].map((host) => ({
      code: 'duplicate-host',
      path: `${path}.sites`,
      message: `two sites have the host "${host}"`,
      hint: 'put their routes together',
    })),
    ...wrong.map(({ name, host }) => ({
      code: 'host-not-dns-name',
      path: name === undefined ? `${path}.host` : `${path}.sites.${name}.host`,
      message: `"${host}" is no DNS name in lower case`,
      hint: `write it like 'shop.example.com', without scheme, port and dot at its end`,
    })),
  ]
}

function nameProblems(model: GatewayModel, path: string): readonly Problem[] {
  const all = routes(model)
  const twice = all.filter((route, i) => all.findIndex((other) => other.name === route.name) < i)
  const samePath = new Set(
    model.sites.flatMap(({ routes: own }) =>
      own.filter((route, i) => own.findIndex((other) => other.path === route.path) < i),
    ),
  )
  const wrong = all.filter(({ name }) => !identifier.test(name))
  return [
    ...twice
      .filter((route) => !samePath.has(route))
      .map(({ name, spelled }) => ({
        code: 'duplicate-route-name',
        path: `${path}.routes["${spelled}"]`,
        message: `two routes are called "${name}" in the values`,
        hint: `give one of them another name: { to: '…', name: '…' }`,
      })),
    ...wrong.map(({ name, spelled }) => nameProblem(`${path}.routes["${spelled}"]`, name)),
    ...Object.keys(model.limits)
      .filter((name) => !identifier.test(name))
      .map((name) => nameProblem(`${path}.limits`, name)),
    ...model.sites.flatMap(({ name }) =>
      name === undefined || identifier.test(name) ? [] : [nameProblem(`${path}.sites`, name)],
    ),
  ]
}

/** Keys of values that also name files, zones and locations of nginx. */
const identifier = /^[A-Za-z0-9][A-Za-z0-9-]*$/

function nameProblem(path: string, name: string): Problem {
  return {
    code: 'route-name',
    path,
    message: `"${name}" cannot be a key of the values and a name in nginx.conf`,
    hint: 'use letters, digits and "-"',
  }
}

function limitProblems(model: GatewayModel, path: string): readonly Problem[] {
  const names = Object.keys(model.limits)
  return routes(model)
    .filter(({ limit }) => limit !== undefined && !names.includes(limit))
    .map(({ spelled, limit }) => ({
      code: 'unknown-limit',
      path: `${path}.routes["${spelled}"].limit`,
      message: `there is no limit called "${limit}"`,
      hint: names.length > 0 ? `the limits are: ${names.join(', ')}` : 'describe it: limits: { … }',
    }))
}

function tierProblems({ limits }: GatewayModel, path: string): readonly Problem[] {
  return Object.entries(limits).flatMap(([name, { perMinute, burst = perMinute }]) =>
    Object.entries({ perMinute, burst })
      .filter(([, number]) => !(Number.isInteger(number) && number >= 1 && number <= 1_000_000))
      .map(([key, number]) => ({
        code: 'limit-out-of-range',
        path: `${path}.limits.${name}.${key}`,
        message: `a rate limit is a whole number from 1 to 1000000, not ${number}`,
        hint: 'to refuse every request, remove the route; to let all through, remove the limit',
      })),
  )
}
