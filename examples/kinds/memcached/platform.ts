import { definePlatform, service } from 'chartwright'
import { memcache, memcached } from './kinds/memcached/memcached.ts'

export default definePlatform({
  components: {
    cart: service({
      image: 'shop/cart',
      port: 8000,
      uses: [memcache('sessions')],
    }),
    sessions: memcached(),
  },
  profiles: {
    prod: {
      sessions: {
        config: { memoryMegabytes: 768 },
        resources: { limits: { memory: '1Gi' } },
      },
    },
  },
})
