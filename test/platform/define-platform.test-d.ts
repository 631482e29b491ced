import { test } from 'vitest'
import { postgresql } from '../../src/components/postgresql/postgresql.ts'
import { service } from '../../src/components/service/service.ts'
import { definePlatform } from '../../src/platform/define-platform.ts'
import { call, database, internet } from 'chartwright'

const users = service({ image: 'shop/users', port: 8001 })

test('an edge leads to a component of the platform', () => {
  definePlatform({
    components: {
      users,
      cart: service({ image: 'shop/cart', port: 8002, uses: [call('users'), internet()] }),
    },
  })
  definePlatform({
    components: {
      users,
      // @ts-expect-error no component is called user
      cart: service({ image: 'shop/cart', port: 8002, uses: [call('user')] }),
    },
  })
})

test('an edge leads to a component of the right kind', () => {
  definePlatform({
    components: {
      users,
      // @ts-expect-error users is a service, no database
      cart: service({ image: 'shop/cart', port: 8002, uses: [database('users')] }),
    },
  })
})

test('a profile sets values that exist', () => {
  definePlatform({
    components: { users },
    profiles: {
      prod: {
        users: { autoscaling: { enabled: true } },
        global: { imageRegistry: 'registry.example.com' },
      },
    },
  })
  definePlatform({
    components: { users },
    // @ts-expect-error there is no component user
    profiles: { prod: { user: { replicas: 2 } } },
  })
  definePlatform({
    components: { users },
    // @ts-expect-error the key is called replicas
    profiles: { prod: { users: { replica: 2 } } },
  })
  definePlatform({
    components: { users },
    // @ts-expect-error replicas is a number
    profiles: { prod: { users: { replicas: '2' } } },
  })
})

test('the variables of an edge are made of the parts of its connection', () => {
  const postgres = postgresql()
  definePlatform({
    components: {
      postgres,
      cart: service({
        image: 'shop/cart',
        port: 8002,
        uses: [
          database('postgres', {
            env: { DB_DSN: '{asyncpg}', DB_ADDRESS: '{host}:{port}', MODE: 'plain' },
          }),
        ],
      }),
    },
  })
  definePlatform({
    components: {
      postgres,
      // @ts-expect-error a connection to postgres has no part {hots}
      cart: service({
        image: 'shop/cart',
        port: 8002,
        uses: [database('postgres', { env: { DB_ADDRESS: '{hots}:{port}' } })],
      }),
    },
  })
  definePlatform({
    components: {
      users,
      // @ts-expect-error a connection to users has no part {password}
      cart: service({
        image: 'shop/cart',
        port: 8002,
        uses: [call('users', { env: { USERS_ADDRESS: '{address}', PASSWORD: '{password}' } })],
      }),
    },
  })
})

test('labels are texts, and every kind has them', () => {
  service({ image: 'shop/cart', port: 8000, labels: { tier: 'web' } })
  postgresql({ labels: { tier: 'database' } })
  // @ts-expect-error a label is a text
  postgresql({ labels: { tier: 1 } })
})

test('the place has a region, a zone and a cluster', () => {
  service({ image: 'shop/cart', port: 8000, place: { region: 'REGION' } })
  // @ts-expect-error there is no rack
  service({ image: 'shop/cart', port: 8000, place: { rack: 'RACK' } })
  // @ts-expect-error a store runs no program of yours
  postgresql({ place: { region: 'REGION' } })
  definePlatform({
    components: { users },
    profiles: { eu: { global: { place: { region: 'eu-central-1' } } } },
  })
})

test('every kind may live in a namespace', () => {
  postgresql({ namespace: 'data' })
  // @ts-expect-error its key is a text
  service({ image: 'shop/cart', port: 8000, namespace: true })
  definePlatform({
    components: { users: service({ image: 'shop/users', port: 8001, namespace: 'ops' }) },
    profiles: { prod: { global: { namespaces: { ops: { name: 'operations', create: true } } } } },
  })
  definePlatform({
    components: { users },
    // @ts-expect-error a namespace has a name
    profiles: { prod: { global: { namespaces: { ops: 'operations' } } } },
  })
})
