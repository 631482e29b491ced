import { join } from 'node:path'
import { cache, call, database, definePlatform, generate, postgresql, redis, service } from 'chartwright'
import { inject, test } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'
import { createNamespace } from './cluster.ts'
import { contents } from './contents.ts'
import { faults } from './faults.ts'
import { release } from './helm.ts'
import { changed, revisions } from './revisions.ts'

const migrate = ['migrate']

const before = definePlatform({
  components: {
    users: service({ image: 'shop/users', port: 8001, uses: [database('postgresql')], migrate }),
    reports: service({ image: 'shop/reports', port: 8002, uses: [call('users')] }),
    postgresql: postgresql(),
  },
  profiles: {},
})

/** Without `reports`, with `orders`, `redis`, and a second client of PostgreSQL. */
const after = definePlatform({
  components: {
    users: service({ image: 'shop/users', port: 8001, uses: [database('postgresql')], migrate }),
    orders: service({
      image: 'shop/orders',
      port: 8003,
      uses: [database('postgresql'), cache('redis'), call('users')],
    }),
    postgresql: postgresql(),
    redis: redis(),
  },
})
