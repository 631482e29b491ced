import { test } from 'vitest'
import { definePlatform, elasticsearch, search, service } from 'chartwright'

const users = service({ image: 'shop/users', port: 8001 })

test('an edge that searches says how its indices begin', () => {
  definePlatform({
    components: {
      users,
      search: elasticsearch(),
      cart: service({
        image: 'shop/cart',
        port: 8002,
        uses: [search('search', { prefix: 'cart-', env: { ES_NODE: '{endpoint}' } })],
      }),
    },
  })
  // @ts-expect-error the option is called prefix
  search('search', { prefixes: 'cart-' })
  definePlatform({
    components: {
      users,
      // @ts-expect-error users is a service, no search engine
      cart: service({ image: 'shop/cart', port: 8002, uses: [search('users')] }),
    },
  })
  definePlatform({
    components: {
      search: elasticsearch(),
      // @ts-expect-error a connection to search has no part {uri}
      cart: service({
        image: 'shop/cart',
        port: 8002,
        uses: [search('search', { env: { ES_NODE: '{uri}' } })],
      }),
    },
  })
})
