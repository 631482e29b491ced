import { test } from 'vitest'
import { cassandra, definePlatform, keyspace, service } from 'chartwright'

const users = service({ image: 'shop/users', port: 8001 })

test('an edge to a ring says how its keyspace is called', () => {
  definePlatform({
    components: {
      users,
      ring: cassandra({ values: { replicas: 1 } }),
      cart: service({
        image: 'shop/cart',
        port: 8002,
        uses: [keyspace('ring', { keyspace: 'carts', env: { DC: '{local-datacenter}' } })],
      }),
    },
  })
  // @ts-expect-error the option is called keyspace
  keyspace('ring', { database: 'carts' })
  // @ts-expect-error two nodes have no majority without each other
  cassandra({ values: { replicas: 2 } })
  definePlatform({
    components: {
      users,
      // @ts-expect-error users is a service, no ring
      cart: service({ image: 'shop/cart', port: 8002, uses: [keyspace('users')] }),
    },
  })
  definePlatform({
    components: {
      ring: cassandra(),
      // @ts-expect-error a connection to a keyspace has no part {database}
      cart: service({
        image: 'shop/cart',
        port: 8002,
        uses: [keyspace('ring', { env: { DATABASE: '{database}' } })],
      }),
    },
  })
})
