import type { Problem } from '../../errors/chart-error.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { exporterName, hasExporter } from '../store/index.ts'
import { pathProblems, twoWithOnePath } from './check-paths.ts'

import { type GatewayModel, type Route, routes } from './model.ts'

/** What is wrong with a gateway's model. */
export function checkGateway(model: GatewayModel, context: ComponentContext): readonly Problem[] {
  const path = `components.${context.name}`
  return [
    ...model.sites.flatMap((site) => pathProblems(site, path)),
    ...hostProblems(model, path),
    ...keyProblems(model, path),
    ...duplicateNameProblems(model, path),
    ...unknownLimitProblems(model, path),
    ...unusedLimitProblems(model, path),
    ...limitProblems(model, path),
    ...portlessProblems(model, context, path),
    ...exporterNameProblems(model, context, path),
  ]
}

/** The container of nginx is called as the component. */
function exporterNameProblems(
  model: GatewayModel,
  { name }: ComponentContext,
  path: string,
): readonly Problem[] {
  if (name !== exporterName || !hasExporter(model)) return []
  return [
    {
      code: 'reserved-name',
      path,
      message: `two containers of its pods would be called ${exporterName}`,
      hint: 'give the gateway another name',
    },
  ]
}

/** nginx speaks HTTP to what is behind it. */
function portlessProblems(
  model: GatewayModel,
  { uses }: ComponentContext,
  path: string,
): readonly Problem[] {
  const portless = uses.filter(
    ({ component }) => component?.provides === 'http' && component.connection?.port === undefined,
  )
  return portless.flatMap(({ edge: { to } }) =>
    routes(model)
      .filter((route) => route.to === to)
      .map((route) => ({
        code: 'route-without-http',
        path: routePath(route, path),
        message: `the route leads to ${to}, whose Service has no port for HTTP`,
        hint: `give ${to} one: ports: { http: 8080, … }`,
      })),
  )
}

/** Lower-case DNS name, whose last label no IP address can have, or a wildcard before one. */
const dnsName = /^(\*\.)?([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)*[a-z]([-a-z0-9]*[a-z0-9])?$/

function hostProblems({ sites }: GatewayModel, path: string): readonly Problem[] {
  const hosts = sites.map(({ host }) => host)
  const twice = sites.filter(({ host }, i) => hosts.indexOf(host) < i)
  const wrong = sites.filter(({ host, name }) => !dnsName.test(host) && (name ?? host) !== '')
  return [
    ...twice.map(({ host, name }) => ({
      code: 'duplicate-host',
      path: `${path}.sites.${name}.host`,
      message: `two sites have the host "${host}"`,
      hint: 'put their routes together',
    })),
    ...wrong.map(({ host, name }) => ({
      code: 'host-not-dns-name',
      path: name === undefined ? `${path}.host` : `${path}.sites.${name}.host`,
      message: `"${host}" is no DNS name in lower case`,
      hint: `write it like 'shop.example.com', without scheme, port and dot at its end`,
    })),
  ]
}

/** Keys of the values that also name files, zones and locations of nginx. */
const key = /^[A-Za-z0-9][A-Za-z0-9-]*$/

function keyProblems(model: GatewayModel, path: string): readonly Problem[] {
  const sites = model.sites.flatMap(({ name }) => (name === undefined ? [] : [name]))
  const keys = [
    ...routes(model).map((route) => [route.name, routePath(route, path)] as const),
    ...Object.keys(model.limits).map((limit) => [limit, `${path}.limits`] as const),
    ...sites.map((site) => [site, `${path}.sites`] as const),
  ]
  return keys
    .filter(([name]) => !key.test(name))
    .map(([name, where]) => ({
      code: 'name-not-key',
      path: where,
      message: `"${name}" cannot be a key of the values and a name in nginx.conf`,
      hint: 'use letters, digits and "-"',
    }))
}

function duplicateNameProblems(model: GatewayModel, path: string): readonly Problem[] {
  const all = routes(model)
  const samePath = new Set(model.sites.flatMap(twoWithOnePath))
  return all
    .filter(({ name }, i) => all.findIndex((other) => other.name === name) < i)
    .filter((route) => !samePath.has(route)) // which is said already
    .map((route) => ({
      code: 'duplicate-route-name',
      path: routePath(route, path),
      message: `two routes are called "${route.name}" in the values`,
      hint: `give one of them another name: { to: '${route.to}', name: '…' }`,
    }))
}

function unknownLimitProblems(model: GatewayModel, path: string): readonly Problem[] {
  const names = Object.keys(model.limits)
  const hint =
    names.length > 0 ? `the limits are: ${names.join(', ')}` : 'describe it: limits: { … }'
  return routes(model)
    .filter(({ limit }) => limit !== undefined && !names.includes(limit))
    .map((route) => ({
      code: 'unknown-limit',
      path: routePath(route, path),
      message: `there is no limit called "${route.limit}"`,
      hint,
    }))
}

function unusedLimitProblems(model: GatewayModel, path: string): readonly Problem[] {
  const used = routes(model).map(({ limit }) => limit)
  return Object.keys(model.limits)
    .filter((name) => !used.includes(name))
    .map((name) => ({
      code: 'unused-limit',
      path: `${path}.limits.${name}`,
      message: `no route has the limit "${name}"`,
      hint: `name it in a route: { to: '…', limit: '${name}' }, or for all of them: limit: '${name}'`,
    }))
}

function limitProblems({ limits }: GatewayModel, path: string): readonly Problem[] {
  return Object.entries(limits).flatMap(([name, { perMinute, burst = perMinute }]) =>
    Object.entries({ perMinute, burst })
      .filter(([, number]) => !(Number.isInteger(number) && number >= 1 && number <= 1_000_000))
      .map(([what, number]) => ({
        code: 'limit-out-of-range',
        path: `${path}.limits.${name}.${what}`,
        message: `a rate limit is a whole number from 1 to 1000000, not ${number}`,
        hint: 'to refuse every request, remove the route; to let all through, remove the limit',
      })),
  )
}

function routePath({ spelled }: Route, path: string): string {
  return `${path}.routes["${spelled}"]`
}
