import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  cache,
  call,
  cassandra,
  database,
  documents,
  type Edge,
  elasticsearch,
  ensemble,
  internet,
  kafka,
  keyspace,
  mongodb,
  postgresql,
  publish,
  queue,
  rabbitmq,
  redis,
  search,
  service,
  zookeeper,
} from '../../src/index.ts'
import { edgeEnvironment } from '../../src/platform/connections.ts'
import { contextOf } from '../components/rendered.ts'
import { projectDirectory } from '../default-project.ts'

const document = readFileSync(`${projectDirectory}docs/platforms.md`, 'utf8')

/** The row of an edge: `DATABASE_URL`, `_HOST`, … */
function documented(edge: string): readonly string[] {
  const row = document.split('\n').find((line) => line.startsWith(`| \`${edge}(`))
  const names = [...(row?.split('|')[3] ?? '').matchAll(/`(_?[A-Z][A-Z_]*)`/g)].map(
    ([, name]) => name,
  )
  const prefix = names[0]?.replace(/_(URL|BROKERS|HOST)$/, '')
  return names.flatMap((name = '') => (name.startsWith('_') ? `${prefix}${name}` : name)).toSorted()
}

const stores = {
  users: service({ image: 'shop/users', port: 8000 }),
  postgresql: postgresql(),
  mongodb: mongodb(),
  redis: redis(),
  rabbitmq: rabbitmq(),
  elasticsearch: elasticsearch(),
  kafka: kafka({ topics: { orders: {} } }),
  zookeeper: zookeeper(),
  cassandra: cassandra(),
}

/** Variables of a service with this edge, but for the parts of a URL, which the text explains. */
function given(edge: Edge): readonly string[] {
  const orders = service({ image: 'shop/orders', port: 8000, uses: [edge] })
  const names = edgeEnvironment(contextOf({ ...stores, orders }, 'orders')).map(({ name }) => name)
  return names.filter((name) => !/_URL_(ADDRESS|PASSWORD)$/.test(name)).toSorted()
}

test.each<readonly [string, Edge]>([
  ['database', database('postgresql')],
  ['documents', documents('mongodb')],
  ['cache', cache('redis')],
  ['queue', queue('rabbitmq')],
  ['search', search('elasticsearch')],
  ['publish', publish('kafka', ['orders'])],
  ['ensemble', ensemble('zookeeper')],
  ['keyspace', keyspace('cassandra')],
  ['call', call('users')],
  ['internet', internet(443)],
])('the variables of %s() are those that the document lists', (name, edge) => {
  expect(document).toContain(`| \`${name}(`)
  expect(documented(name)).toEqual(given(edge))
})
