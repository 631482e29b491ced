import { test } from 'vitest'
import { type Ambassador, defineAmbassador } from 'chartwright/kind'
import { cache, call, circuitBreaker, database, pgbouncer, worker } from '../../src/index.ts'

const image = 'shop/app'

test('an ambassador speaks for what it was made for, in a mode that there is', () => {
  database('db', { via: pgbouncer({ mode: 'transaction', poolSize: 5, port: 6433 }) })
  // @ts-expect-error an ambassador for database does not speak for cache
  cache('redis', { via: pgbouncer({ mode: 'session' }) })
  // @ts-expect-error an ambassador for database does not speak for http
  call('a', { via: pgbouncer({ mode: 'session' }) })
  // @ts-expect-error what a pooler does to a program is for the program to know
  pgbouncer()
  // @ts-expect-error there is no such mode
  pgbouncer({ mode: 'transactions' })
  // @ts-expect-error a pool has a number of connections
  pgbouncer({ mode: 'session', poolSize: 'large' })
  // @ts-expect-error it is called poolSize
  pgbouncer({ mode: 'session', pools: 2 })
  worker({ image, values: { containers: { pgbouncer: { settings: { poolSize: 5 } } } } })
})

test('a breaker is for callees, and counts errors of servers', () => {
  call('a', { via: circuitBreaker() })
  call('a', { via: circuitBreaker({ failures: 3, retries: 1, failOn: [500, 503] }) })
  // @ts-expect-error an ambassador for http does not speak for database
  database('db', { via: circuitBreaker() })
  // @ts-expect-error what is not there is no failure
  circuitBreaker({ failOn: [404] })
  // @ts-expect-error it is called openSeconds
  circuitBreaker({ openSecond: 3 })
})

test('a stranger writes an ambassador as ours are written', () => {
  const proxy: Ambassador<'cache'> = {
    name: 'proxy',
    interface: 'cache',
    port: 22_121,
    env: { REDIS_ADDRESS: '{address}' },
    container: { image: 'ops/proxy:1', settings: { connections: 4 } },
  }
  cache('redis', { via: proxy })
  // @ts-expect-error an ambassador for cache does not speak for database
  database('db', { via: proxy })
  const made = defineAmbassador({
    name: 'proxy',
    interface: 'cache',
    port: 22_121,
    image: 'ops/proxy:1',
    env: {},
    settings: { connections: 4 },
    container: () => ({}),
  })
  cache('redis', { via: made({ connections: 8 }) })
  cache('redis', { via: made() })
  // @ts-expect-error it has no such setting
  made({ conections: 8 })
  // @ts-expect-error it is native, and says where it listens by its port
  const bad: Ambassador<'cache'> = { ...proxy, container: { image: 'a', native: false } }
  return bad
})
