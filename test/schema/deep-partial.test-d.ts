import { expectTypeOf, test } from 'vitest'
import type { DeepPartial } from '../../src/schema/deep-partial.ts'
import type { ServiceValues } from '../../src/components/workload/values.ts'

type Model = DeepPartial<ServiceValues>

test('every key is optional, at every level', () => {
  expectTypeOf({}).toExtend<Model>()
  expectTypeOf({
    image: { tag: '1' },
    autoscaling: { behavior: { scaleUp: { percent: 50 } } },
  }).toExtend<Model>()
})

test('a map of any keys takes any, with entries of its type', () => {
  expectTypeOf({
    config: { ANY: 'text' },
    waits: { postgresql: { image: { tag: '17' } } },
  }).toExtend<Model>()
  expectTypeOf({ config: { ANY: 1 } }).not.toExtend<Model>()
})

test('a list stays whole', () => {
  expectTypeOf<DeepPartial<{ items: { a: number; b: number }[] }>>().toEqualTypeOf<{
    readonly items?: { a: number; b: number }[]
  }>()
})

test('an unknown key and a wrong type do not compile', () => {
  // @ts-expect-error -- no such key
  const typo: Model = { image: { tagg: '1' } }
  // @ts-expect-error -- a number, not text
  const wrong: Model = { replicas: '3' }
  expectTypeOf([typo, wrong]).toExtend<readonly Model[]>()
})

test('a container needs no image in a model, and is keyed by names', () => {
  const model: Model = {
    sidecars: {
      proxy: {
        image: 'envoy',
        env: { LEVEL: 'info', NODE: { fieldRef: { fieldPath: 'spec.nodeName' } } },
        ports: { admin: { containerPort: 9901 } },
      },
    },
  }
  // @ts-expect-error -- Kubernetes' list is a map here
  const listed: Model = { sidecars: { proxy: { image: 'envoy', ports: [{ containerPort: 80 }] } } }
  // @ts-expect-error -- the name is the key of the map
  const named: Model = { sidecars: { proxy: { image: 'envoy', name: 'proxy' } } }
  expectTypeOf([model, listed, named]).toExtend<readonly Model[]>()
})
