import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IService } from 'kubernetes-models/v1/Service'
import type { IServicePort } from 'kubernetes-models/v1/ServicePort'
import { describe, expectTypeOf, test } from 'vitest'
import { add, at, choose, eq, text } from '../../../src/template/node/expression.ts'
import {
  include,
  mapping,
  parametricHelper,
  parametricMapHelper,
  when,
} from '../../../src/template/node/structure.ts'
import type { Expr, Templated } from '../../../src/template/node/templated.ts'
import { values } from '../printed.ts'

const { value, each, optional, when: whenValue, unless } = values

describe('a path into the values', () => {
  test('gives an expression of the type that lies there', () => {
    expectTypeOf(value('replicas')).toEqualTypeOf<Expr<number>>()
    expectTypeOf(value('image.tag')).toEqualTypeOf<Expr<string>>()
    expectTypeOf(value('volumes.data.size')).toEqualTypeOf<Expr<string>>()
    expectTypeOf(at(value('image'), 'tag')).toEqualTypeOf<Expr<string>>()
  })

  test('must exist', () => {
    // @ts-expect-error there is no key replica
    value('replica')
    // @ts-expect-error there is nothing below a number
    value('replicas.first')
    // @ts-expect-error an image has no key tags
    at(value('image'), 'tags')
    // @ts-expect-error a condition is a path, too
    whenValue('enable', 1)
  })

  test('gives the entries of a loop their type', () => {
    each('volumes', (volume, name) => {
      expectTypeOf(volume).toEqualTypeOf<
        Expr<{ readonly size: string; readonly gigabytes: number }>
      >()
      expectTypeOf(name).toEqualTypeOf<Expr<string>>()
      return 1
    })
    each('ports', (port) => {
      expectTypeOf(port).toEqualTypeOf<Expr<number>>()
      return 1
    })
  })
})

/** Something may stand in a position of type `T`. */
declare function accept<T>(something: T): void

type DeploymentSpec = Templated<NonNullable<IDeployment['spec']>>
type ServiceSpec = Templated<NonNullable<IService['spec']>>
type Ports = Templated<readonly IServicePort[]>

describe('a position of a manifest', () => {
  test('takes literals, expressions, branches, loops and composed maps of its type', () => {
    accept<DeploymentSpec>({
      replicas: unless('enabled', value('replicas')),
      selector: { matchLabels: value('labels') },
      template: {
        metadata: { labels: mapping(value('labels'), { a: 'b' }) },
        spec: {
          priorityClassName: optional('host'),
          containers: [
            { name: 'app', image: text`${value('image.repository')}:${value('image.tag')}` },
            each('sidecars', (body, name) => mapping({ name }, body)),
          ],
        },
      },
    })
  })

  test('takes no expression of another type', () => {
    accept<ServiceSpec>({
      // @ts-expect-error a number of seconds is no text
      sessionAffinityConfig: { clientIP: { timeoutSeconds: value('image.tag') } },
      // @ts-expect-error text is no number, whatever is in it
      healthCheckNodePort: text`${value('replicas')}`,
      // @ts-expect-error neither is a branch of text
      allocateLoadBalancerNodePorts: when(value('enabled'), 'two'),
      // @ts-expect-error a map is no list
      externalIPs: value('labels'),
    })
  })

  test('has no field that Kubernetes does not know', () => {
    accept<ServiceSpec>({
      // @ts-expect-error the field is called ports
      port: [],
    })
    accept<ServiceSpec>(
      when(value('enabled'), {
        // @ts-expect-error inside a branch as well
        port: [],
      }),
    )
    accept<ServiceSpec>({
      // @ts-expect-error and below one
      sessionAffinityConfig: when(value('enabled'), { clientIP: { seconds: 1 } }),
    })
  })

  test('has items of its own type in a list', () => {
    accept<Ports>([
      // @ts-expect-error the name of a port is text
      { name: 1, port: 80 },
      // @ts-expect-error under a condition as well
      when(value('enabled'), { name: 2, port: 80 }),
      // @ts-expect-error and in a loop
      each('hosts', (host) => ({ name: host, port: host })),
    ])
  })
})

describe('a function', () => {
  test('takes arguments of its types', () => {
    expectTypeOf(choose(value('enabled'), value('replicas'), 1)).toEqualTypeOf<Expr<number>>()
    // @ts-expect-error a number is compared with numbers
    eq(value('replicas'), 'two')
    // @ts-expect-error text cannot be added
    add(value('host'), 1)
    // @ts-expect-error both values of a choice have one type
    choose<number>(value('enabled'), value('replicas'), 'none')
    // @ts-expect-error a map has no place in a text
    accept<Expr<string>>(text`${value('labels')}`)
  })
})

describe('a helper with arguments', () => {
  test('gets the arguments that it names, each of its type', () => {
    const image = parametricHelper<{ image: { tag: string } }>(
      'orders.image',
      'An image.',
      ['image'],
      (args) => at(args.image, 'tag'),
    )
    expectTypeOf(include(image, { image: value('image') })).toEqualTypeOf<Expr<string>>()
    // @ts-expect-error a number is no image
    include(image, { image: value('replicas') })
    // @ts-expect-error the argument is called image
    include(image, { picture: value('image') })
  })

  test('gives a map where its body is one', () => {
    const ports = parametricMapHelper<{ name: string }, { port: number }>(
      'orders.ports',
      'Ports.',
      ['name'],
      () => ({ port: 1 }),
    )
    const included = include(ports, { name: value('host') })
    expectTypeOf(included).toEqualTypeOf<Expr<{ port: number }>>()
  })

  test('declares the schema of what is not text', () => {
    const body = ({ port }: { port: Expr<number> }): Expr<string> => text`${port}`
    parametricHelper<{ port: number }>(
      'orders.port',
      'A port.',
      { port: { type: 'integer' } },
      body,
    )
    // @ts-expect-error without a schema a number would print as 1e+07
    parametricHelper<{ port: number }>('orders.port', 'A port.', ['port'], body)
  })
})
