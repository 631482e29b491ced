import { describe, expectTypeOf, it } from 'vitest'
import { gateway } from '../../src/components/gateway/gateway.ts'
import { service } from '../../src/components/service/service.ts'
import { redis } from '../../src/components/redis/redis.ts'
import { definePlatform } from '../../src/platform/define-platform.ts'
import type { Edge } from '../../src/platform/edge.ts'

const orders = service({ image: 'shop/orders', port: 8003 })

describe('the routes of a gateway', () => {
  it('are its edges', () => {
    const edge = gateway({
      routes: { '/orders': 'orders', '/users': { to: 'users' } },
      sites: { admin: { host: 'admin.example.com', routes: { '/': 'web' } } },
    })
    expectTypeOf(edge.uses).toEqualTypeOf<
      readonly (Edge<'http', 'orders'> | Edge<'http', 'users'> | Edge<'http', 'web'>)[]
    >()
  })

  it('lead to components of the platform only', () => {
    definePlatform({ components: { orders, gateway: gateway({ routes: { '/': 'orders' } }) } })
    // @ts-expect-error -- no component is called orderz
    definePlatform({ components: { orders, gateway: gateway({ routes: { '/': 'orderz' } }) } })
    definePlatform({
      // @ts-expect-error -- neither in a longer route
      components: {
        orders,
        gateway: gateway({ routes: { '/a': 'orders', '/': { to: 'orderz' } } }),
      },
    })
  })

  it('lead to components that speak HTTP only', () => {
    definePlatform({
      // @ts-expect-error -- redis is a cache
      components: { redis: redis(), gateway: gateway({ routes: { '/': 'redis' } }) },
    })
  })

  it('name limits that there are', () => {
    const limits = { public: { perMinute: 300 } }
    gateway({ limits, routes: { '/': { to: 'orders', limit: 'public' } }, limit: 'public' })
    // @ts-expect-error -- no limit is called publik
    gateway({ limits, routes: { '/': { to: 'orders', limit: 'publik' } } })
    // @ts-expect-error -- there is no limit at all
    gateway({ routes: { '/': 'orders' }, limit: 'public' })
  })

  it('have no other options', () => {
    // @ts-expect-error -- it is called stripPrefix
    gateway({ routes: { '/': { to: 'orders', strip: true } } })
  })
})
