import { describe, expect, it } from 'vitest'
import { gateway } from './gateway.ts'
import type { GatewayOptions } from './options.ts'
import { service } from '../service/service.ts'
import { resolved } from '../../../test/components/rendered.ts'

/** The codes and messages of what is wrong with a gateway. */
function problems(options: GatewayOptions): readonly string[] {
  const orders = service({ image: 'shop/orders', port: 8003 })
  const components = { orders, users: orders, gateway: gateway(options) }
  const { component, context } = resolved(components, 'gateway')
  return (component.check?.(context) ?? []).map(
    ({ code, path, message }) => `${code} ${path}: ${message}`,
  )
}

const to = 'orders'
const at = (path: string): string => `components.gateway.routes["${path}"]`

describe('a gateway', () => {
  it('has nothing to complain of in a good model', () => {
    const routes = {
      '/': to,
      '/orders/': { to, limit: 'a' },
      '/.well-known/x_y~z': to,
      '/v1.0/a-b': to,
    }
    const limits = { a: { perMinute: 1 } }
    const sites = { admin: { host: 'admin.example.com', routes: { '/orders': to } } }
    expect(problems({ host: 'example.com', routes, limits, sites })).toEqual([])
    expect(problems({ host: '*.example.com', routes, limits, sites })).toEqual([])
  })

  it.each<[string, GatewayOptions, readonly string[]]>([
    [
      'no routes',
      { routes: {} },
      ['no-routes components.gateway.routes: the gateway has no routes'],
    ],
    [
      'a site without routes',
      { routes: { '/': to }, sites: { a: { host: 'a.example.com', routes: {} } } },
      ['no-routes components.gateway.sites.a.routes: the gateway has no routes'],
    ],
    [
      'two routes with one path',
      { routes: { '/orders': to, '/orders/': 'users' } },
      [`duplicate-route ${at('/orders/')}: two routes have the path "/orders"`],
    ],
    [
      'two paths with one name',
      { routes: { '/a-b': to, '/a/b': 'users' } },
      [`duplicate-route-name ${at('/a/b')}: two routes are called "aB" in the values`],
    ],
    [
      'a path that does not begin with a slash',
      { routes: { orders: to } },
      [`route-path ${at('orders')}: the path "orders" does not begin with "/"`],
    ],
    ...['//a', '/a//b', '/./a', '/a/..'].map(
      (path): [string, GatewayOptions, readonly string[]] => [
        `the path ${path}, which no request has`,
        { routes: { [path]: { to, name: 'a' } } },
        [
          `route-path ${at(path)}: no request ever has the path "${path}": nginx takes "//", "." and ".." out of paths`,
        ],
      ],
    ),
    ...['/a b', '/a;b', '/{a}', '/$uri', '/a"', '/a%20b', '/a?b', '/a#b', '/ä', '/a\n', '/*'].map(
      (path): [string, GatewayOptions, readonly string[]] => [
        `the path ${JSON.stringify(path)}`,
        { routes: { [path]: { to, name: 'a' } } },
        [
          `route-path ${at(path)}: the path "${path}" has characters that mean something else to nginx`,
        ],
      ],
    ),
    ...['/healthz', '/healthz/', '/.error'].map(
      (path): [string, GatewayOptions, readonly string[]] => [
        `${path}, which is its own`,
        { routes: { [path]: to } },
        [`route-path ${at(path)}: the gateway answers "${path.replace(/\/$/, '')}" itself`],
      ],
    ),
    [
      'a name that no file may have',
      { routes: { '/a': { to, name: '../a' } } },
      [`name-not-key ${at('/a')}: "../a" cannot be a key of the values and a name in nginx.conf`],
    ],
    [
      'a limit that is not there',
      { routes: { '/a': { to, limit: 'publik' } }, limits: { public: { perMinute: 1 } } },
      [
        `unknown-limit ${at('/a')}: there is no limit called "publik"`,
        'unused-limit components.gateway.limits.public: no route has the limit "public"',
      ],
    ],
    ...[0, -1, 1.5, Number.NaN, 1_000_001].map(
      (perMinute): [string, GatewayOptions, readonly string[]] => [
        `a limit of ${perMinute}`,
        { routes: { '/a': to }, limits: { public: { perMinute, burst: 1 } }, limit: 'public' },
        [
          `limit-out-of-range components.gateway.limits.public.perMinute: a rate limit is a whole number from 1 to 1000000, not ${perMinute}`,
        ],
      ],
    ),
    ...[
      'https://a.example.com',
      'A.example.com',
      'a.example.com.',
      '10.0.0.1',
      'a_b.example.com',
      '*',
      'a.*.example.com',
      '*a.example.com',
    ].map((host): [string, GatewayOptions, readonly string[]] => [
      `the host ${host}`,
      { host, routes: { '/a': to } },
      [`host-not-dns-name components.gateway.host: "${host}" is no DNS name in lower case`],
    ]),
    [
      'two sites with one host',
      {
        host: 'a.example.com',
        routes: { '/': to },
        sites: { b: { host: 'a.example.com', routes: { '/b': to } } },
      },
      ['duplicate-host components.gateway.sites.b.host: two sites have the host "a.example.com"'],
    ],
  ])('refuses %s', (_, options, expected) => {
    expect(problems(options)).toEqual(expected)
  })
})
