import { database, definePlatform, service } from 'chartwright'
import { mysql } from './kinds/mysql/mysql.ts'

export default definePlatform({
  components: {
    orders: service({
      image: 'shop/orders',
      port: 8000,
      uses: [database('mysql', { waitFor: true })],
    }),
    reports: service({
      image: 'shop/reports',
      port: 8001,
      uses: [database('mysql', { env: { DB_HOST: '{host}', DB_DSN: '{url}' } })],
    }),
    mysql: mysql({ values: { persistence: { size: '20Gi' } } }),
  },
  profiles: {
    staging: { mysql: { config: { max_connections: 50 } } },
    prod: { mysql: { mode: 'external', external: { host: 'mysql.example.com' } } },
  },
})
