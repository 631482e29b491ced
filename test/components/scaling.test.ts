import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler'
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget'
import { describe, expect, test } from 'vitest'
import { gateway } from '../../src/components/gateway/gateway.ts'
import { service } from '../../src/components/service/service.ts'
import type { Values } from '../../src/values/value.ts'
import { rendered } from './rendered.ts'

const components = {
  orders: service({ image: 'shop/orders', port: 8001 }),
  gateway: gateway({ routes: { '/': 'orders' } }),
}

const byLoad = (minReplicas: number, maxReplicas = 10): Values => ({
  autoscaling: { enabled: true, minReplicas, maxReplicas },
})
const byOthers: Values = { autoscaling: { external: true } }
const staying = (minAvailable: number): Values => ({ podDisruptionBudget: { minAvailable } })

/** Values, what the Deployment says of its pods, the bounds of the autoscaler, and the budget. */
const cases: readonly (readonly [
  values: Values,
  replicas: number | undefined,
  bounds: readonly [number, number] | undefined,
  budget: object | undefined,
])[] = [
  [{ replicas: 0 }, 0, undefined, undefined],
  [{ replicas: 1 }, undefined, [1, 1], undefined],
  [{ replicas: 2 }, undefined, [2, 2], { minAvailable: 1 }],
  [{ replicas: 3, ...staying(2) }, undefined, [3, 3], { minAvailable: 2 }],
  [{ replicas: 3, ...staying(3) }, undefined, [3, 3], { maxUnavailable: 1 }],
  [{ replicas: 3, ...staying(4) }, undefined, [3, 3], { maxUnavailable: 1 }],
  [{ replicas: 1, ...staying(2) }, undefined, [1, 1], undefined],
  [{ replicas: 3, podDisruptionBudget: { enabled: false } }, undefined, [3, 3], undefined],
  [{ replicas: 0, ...byLoad(3) }, undefined, [3, 10], { minAvailable: 1 }],
  [{ replicas: 1, ...byLoad(2, 2) }, undefined, [2, 2], { minAvailable: 1 }],
  [{ replicas: 5, ...byLoad(1) }, undefined, [1, 10], undefined],
  [{ replicas: 5, ...byLoad(3), ...staying(2) }, undefined, [3, 10], { minAvailable: 2 }],
  [{ replicas: 5, ...byLoad(3), ...staying(3) }, undefined, [3, 10], { maxUnavailable: 1 }],
  [{ replicas: 0, ...byOthers }, undefined, undefined, { maxUnavailable: 1 }],
  [{ replicas: 5, ...byOthers, ...staying(2) }, undefined, undefined, { maxUnavailable: 1 }],
]

describe.for(['orders', 'gateway'] as const)('the number of pods of %s', (component) => {
  test.for(cases)('%j: replicas %j, bounds %j, budget %j', ([values, replicas, bounds, budget]) => {
    const found = rendered(components, component, values)
    const one = <T>(kind: string): T | undefined =>
      found.find((object) => object.kind === kind) as T | undefined // its kind says so
    const autoscaler = one<IHorizontalPodAutoscaler>('HorizontalPodAutoscaler')?.spec
    const { selector, ...rest } = one<IPodDisruptionBudget>('PodDisruptionBudget')?.spec ?? {}
    expect(one<IDeployment>('Deployment')?.spec?.replicas).toBe(replicas)
    expect(autoscaler && [autoscaler.minReplicas, autoscaler.maxReplicas]).toEqual(bounds)
    expect(selector && rest).toEqual(budget)
  })

  test('an autoscaler that holds a number looks at no metric', () => {
    const found = rendered(components, component, { replicas: 3 })
    const autoscaler = found.find(({ kind }) => kind === 'HorizontalPodAutoscaler')
    expect(autoscaler).toMatchObject({
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: `shop-${component}` },
      },
    })
    expect(autoscaler).not.toHaveProperty('spec.metrics')
    expect(autoscaler).not.toHaveProperty('spec.behavior')
  })
})
