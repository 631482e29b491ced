import { definePlatform, redis, service } from 'chartwright'
import { defineKind, optionsOf, valuesOf } from 'chartwright/kind'
import { test } from 'vitest'

interface Values {
  readonly enabled: boolean
  readonly size: string
}

interface Own {
  readonly relay: string
  readonly greeting?: string
}

const templates = () => ({ helpers: [], files: {} })

const { component: mail, edge: relay } = defineKind({
  kind: 'mail',
  provides: 'mail',
  values: valuesOf<Values>({}),
  options: optionsOf<Own>({
    required: ['relay'],
    properties: { relay: { type: 'string' }, greeting: { type: 'string' } },
  }),
  description: 'mail relay',
  connection: {
    prefix: 'MAIL',
    parts: (_, { relay: via }) => ({ host: { in: 'template', value: via as never } }),
    variables: { HOST: '{host}' },
  },
  set: (_, { greeting = '' }) => ({ size: greeting }),
  templates,
})

test('an edge leads to a component of the kind, with the parts of its connection', () => {
  definePlatform({
    components: {
      cart: service({ image: 'a', port: 1, uses: [relay('m', { env: { SMTP: '{host}' } })] }),
      m: mail({ relay: 'smtp', values: { size: '1Gi' } }),
    },
    profiles: { prod: { m: { size: '2Gi' } } },
  })
  definePlatform({
    components: {
      // @ts-expect-error a connection to m has no part {hots}
      cart: service({ image: 'a', port: 1, uses: [relay('m', { env: { SMTP: '{hots}' } })] }),
      m: mail({ relay: 'smtp' }),
    },
  })
  definePlatform({
    components: {
      // @ts-expect-error redis provides cache, not mail
      cart: service({ image: 'a', port: 1, uses: [relay('redis')] }),
      redis: redis(),
    },
  })
})

test('options and values are those of the kind', () => {
  // @ts-expect-error the option relay is required
  mail()
  // @ts-expect-error the option relay is required
  mail({ greeting: 'x' })
  // @ts-expect-error there is no option realy
  mail({ relay: 'x', realy: 'x' })
  // @ts-expect-error there is no value sise
  mail({ relay: 'x', values: { sise: 'x' } })
  // @ts-expect-error this kind uses nobody
  mail({ relay: 'x', uses: [] })
})

test('a kind describes each of its options, and sets values that there are', () => {
  // @ts-expect-error greeting has no schema
  optionsOf<Own>({ required: ['relay'], properties: { relay: { type: 'string' } } })
  // @ts-expect-error relay is required
  optionsOf<Own>({ properties: { relay: { type: 'string' }, greeting: { type: 'string' } } })
  defineKind({
    kind: 'mail',
    provides: 'mail',
    values: valuesOf<Values>({}),
    description: 'mail relay',
    // @ts-expect-error there is no value sise
    set: () => ({ sise: 'x' }),
    templates,
  })
})

test('a kind whose components use others takes edges', () => {
  const client = defineKind({
    kind: 'mail',
    provides: 'mail',
    isClient: true,
    values: valuesOf<Values>({}),
    description: 'mail relay',
    templates,
  }).component
  definePlatform({
    components: {
      // @ts-expect-error no component of this platform is called postgresql
      m: client({ uses: [relay('postgresql')] }),
    },
  })
})
