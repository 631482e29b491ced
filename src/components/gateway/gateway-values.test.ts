import { describe, expect, it } from 'vitest'
import { planChart } from '../../chart/plan.ts'
import { gateway } from './gateway.ts'
import { service } from '../service/service.ts'
import { overlay } from '../../helm/merge/overlay.ts'
import type { Values } from '../../values/value.ts'
import { editorValidator, helmValidator } from '../../../test/schema/parity-ajv.ts'
import { resolved } from '../../../test/components/rendered.ts'

const components = {
  orders: service({ image: 'shop/orders', port: 8003, release: 'canary' }),
  gateway: gateway({
    host: 'shop.example.com',
    limits: { public: { perMinute: 300 } },
    routes: { '/orders': { to: 'orders', limit: 'public' } },
    sites: { admin: { host: 'admin.example.com', routes: { '/': 'orders' } } },
  }),
}

const plan = planChart(resolved(components, 'gateway'), {})
const validators = [editorValidator(plan.schema), helmValidator(plan.schema)]

/** What an editor and Helm say of values on top of the defaults. */
const accepted = (values: Values): readonly boolean[] =>
  validators.map((validate) => validate(overlay(plan.defaults, values)))

/** What would begin another directive, end a string, or read a variable in nginx.conf. */
const breakouts = ['a;b', 'a"b', 'a\nb', 'a\\', '$remote_addr', '{', '}', "a' b", 'a b']

const places: Readonly<Record<string, (text: string) => Values>> = {
  host: (host) => ({ host }),
  'the host of a site': (host) => ({ sites: { admin: { host } } }),
  'the largest body': (maxBodySize) => ({ routes: { orders: { maxBodySize } } }),
  'the session cookie': (sessionCookie) => ({ rateLimits: { sessionCookie } }),
  'an origin': (origin) => ({ cors: { origins: [`https://${origin}`] } }),
  'a request header': (header) => ({ cors: { headers: [header] } }),
  'a response header': (header) => ({ cors: { exposedHeaders: [header] } }),
  'the header of a canary': (header) => ({ canaries: { orders: { header } } }),
  'a trusted proxy': (cidr) => ({ trustedProxies: [cidr] }),
  'a name server': (address) => ({ resolver: { addresses: [address] } }),
  'the domain of the cluster': (clusterDomain) => ({ resolver: { clusterDomain } }),
  'the level of the log': (logLevel) => ({ logLevel }),
}

describe('values of a gateway', () => {
  it('are accepted as the model sets them', () => {
    expect(accepted({})).toEqual([true, true])
    const each = { host: '*.example.com', sites: { admin: { host: '*.admin.example.com' } } }
    expect(accepted(each)).toEqual([true, true])
  })

  it.each(Object.entries(places))('keep %s from breaking out of nginx.conf', (_, values) => {
    const through = breakouts.filter((text) => accepted(values(text)).includes(true))
    expect(through).toEqual([])
  })

  it.each(['contentSecurityPolicy', 'permissionsPolicy'])(
    'keep %s within its quotes, and let semicolons in',
    (header) => {
      const set = (text: string): Values => ({ securityHeaders: { [header]: text } })
      const through = ['a"b', 'a\nb', 'a\\', '$uri', 'ä'].filter((text) =>
        accepted(set(text)).includes(true),
      )
      expect(through).toEqual([])
      expect(accepted(set("default-src 'self'; img-src https: {}"))).toEqual([true, true])
    },
  )

  it.each<[string, Values]>([
    ['a limit of 0', { rateLimits: { tiers: { public: { perMinute: 0 } } } }],
    ['a burst of 0', { rateLimits: { tiers: { public: { burst: 0 } } } }],
    ['a smaller share for signed-in users', { rateLimits: { signedInPercentage: 99 } }],
    [
      'a limit that the model does not have',
      { rateLimits: { tiers: { other: { perMinute: 1 } } } },
    ],
    ['a canary that gets more than all', { canaries: { orders: { weight: 101 } } }],
    ['a canary that gets less than nothing', { canaries: { orders: { weight: -1 } } }],
    ['half a percent', { canaries: { orders: { weight: 0.5 } } }],
    ['a draw by something else', { canaries: { orders: { by: 'cookie' } } }],
    ['a canary that the model does not have', { canaries: { users: { weight: 1 } } }],
    ['a route that the model does not have', { routes: { carts: { timeoutSeconds: 1 } } }],
    ['a body without bound', { routes: { orders: { maxBodySize: '0' } } }],
    ['a timeout of 0', { routes: { orders: { timeoutSeconds: 0 } } }],
    ['a wildcard among origins', { cors: { origins: ['*'] } }],
    ['an origin with a path', { cors: { origins: ['https://a.example.com/'] } }],
    ['an IP address as host', { host: '10.0.0.1' }],
    ['a name server that is no address', { resolver: { addresses: ['[:]'] } }],
    ['a name server on port 0', { resolver: { addresses: ['10.0.0.1:0'] } }],
    ['a wildcard alone', { host: '*' }],
    ['a wildcard within a name', { host: 'a.*.example.com' }],
    ['a host with a dot at its end', { host: 'shop.example.com.' }],
    ['another kind of exposure', { exposure: { type: 'Gateway' } }],
  ])('are refused for %s', (_, values) => {
    expect(accepted(values)).toEqual([false, false])
  })
})
