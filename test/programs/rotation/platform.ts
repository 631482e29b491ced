import {
  cache,
  database,
  definePlatform,
  postgresql,
  queue,
  rabbitmq,
  redis,
  service,
} from 'chartwright'

/** A client of three stores, as a project's platform.ts has it. */
export default definePlatform({
  components: {
    orders: service({
      image: 'shop/orders',
      port: 8080,
      uses: [database('postgresql'), cache('redis'), queue('rabbitmq')],
    }),
    postgresql: postgresql(),
    redis: redis(),
    rabbitmq: rabbitmq({ values: { replicas: 1 } }),
  },
})
