import { expect, test } from 'vitest'
import { checkedPlan, planWarnings } from '../../src/chart/checked-plan.ts'
import { redis } from '../../src/components/redis/redis.ts'
import { service } from '../../src/components/service/service.ts'
import { definePlatform } from '../../src/platform/define-platform.ts'
import { cache } from 'chartwright'
import { identity } from '../default-project.ts'

const platform = (redisValues: object): Parameters<typeof checkedPlan>[0] =>
  definePlatform({
    components: {
      cart: service({ image: 'shop/cart', port: 8000, uses: [cache('redis')] }),
      redis: redis(),
    },
    profiles: { dev: { global: { secrets: { provider: 'inline' } }, redis: redisValues } },
  })

test('a profile that lacks the passwords which its provider takes from the values is told of', () => {
  expect(planWarnings(checkedPlan(platform({}), identity))).toMatchObject(
    ['clients.cart.password', 'auth.password'].map((path) => ({
      severity: 'warning',
      path: `profiles.dev.redis.${path}`,
      hint: 'give it at the install',
    })),
  )
  const given = { auth: { password: 'a' }, clients: { cart: { password: 'b' } } }
  expect(planWarnings(checkedPlan(platform(given), identity))).toEqual([])
})
