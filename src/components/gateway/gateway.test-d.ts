import { expectTypeOf, test } from 'vitest'
import { gateway } from './gateway.ts'
import { redis } from '../redis/redis.ts'
import { service } from '../service/service.ts'
import { definePlatform } from '../../platform/define-platform.ts'
import type { Edge } from 'chartwright'

const orders = service({ image: 'shop/orders', port: 8003 })
const toOrders = gateway({ routes: { '/': 'orders' } })
const toOrderz = gateway({ routes: { '/a': 'orders', '/b': { to: 'orderz' } } })
const toRedis = gateway({ routes: { '/': 'redis' } })
const limits = { public: { perMinute: 300 } }

test('the routes of a gateway are its edges', () => {
  const edge = gateway({
    routes: { '/orders': 'orders', '/users': { to: 'users' } },
    sites: { admin: { host: 'admin.example.com', routes: { '/': 'web' } } },
  })
  expectTypeOf(edge.uses).toEqualTypeOf<
    readonly (Edge<'http', 'orders'> | Edge<'http', 'users'> | Edge<'http', 'web'>)[]
  >()
})

test('a route leads to a component of the platform that speaks HTTP', () => {
  expectTypeOf(definePlatform({ components: { orders, edge: toOrders } })).toBeObject()
  // @ts-expect-error -- no component of this platform is called orderz
  definePlatform({ components: { orders, edge: toOrderz } })
  // @ts-expect-error -- redis provides cache, not http
  definePlatform({ components: { redis: redis(), edge: toRedis } })
})

test('a route names a limit that there is', () => {
  expectTypeOf(gateway({ limits, limit: 'public', routes: { '/': 'orders' } })).toBeObject()
  // @ts-expect-error -- no limit is called publik
  gateway({ limits, routes: { '/': { to: 'orders', limit: 'publik' } } })
  // @ts-expect-error -- there is no limit at all
  gateway({ limit: 'public', routes: { '/': 'orders' } })
})

test('a route has no option that does not exist', () => {
  expectTypeOf(gateway({ routes: { '/': { to: 'orders', stripPrefix: true } } })).toBeObject()
  // @ts-expect-error -- it is called stripPrefix
  gateway({ routes: { '/': { to: 'orders', strip: true } } })
})
