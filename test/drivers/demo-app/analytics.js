// Keeps what happened in Cassandra, and finds it by Elasticsearch.
import { Client } from 'cassandra-driver'
import { subscribe } from './events.js'
import { find, put } from './search.js'
import { serve } from './service.js'

const { CASSANDRA_HOST, CASSANDRA_PORT, CASSANDRA_KEYSPACE } = process.env
const { CASSANDRA_USERNAME, CASSANDRA_PASSWORD, CASSANDRA_LOCAL_DATACENTER } = process.env

const cassandra = new Client({
  contactPoints: [`${CASSANDRA_HOST}:${CASSANDRA_PORT}`],
  localDataCenter: CASSANDRA_LOCAL_DATACENTER,
  keyspace: CASSANDRA_KEYSPACE,
  credentials: { username: CASSANDRA_USERNAME, password: CASSANDRA_PASSWORD },
})
const ask = async (query, ...values) =>
  (await cassandra.execute(query, values, { prepare: true })).rows

await cassandra.execute(
  'CREATE TABLE IF NOT EXISTS events (who text, order_id int, type text, PRIMARY KEY (who, order_id, type))',
)

await subscribe('app-events', async (event) => {
  const { type, order, user } = event
  await ask('INSERT INTO events (who, order_id, type) VALUES (?, ?, ?)', user, order, type)
  await put('events', `${type}-${order}`, event)
})

serve({
  'GET /': async (asked) => {
    const rows = await ask('SELECT type, order_id FROM events WHERE who = ?', asked.get('user'))
    return rows.map(({ type, order_id }) => ({ type, order: order_id }))
  },
  'GET /search': (asked) => find('events', asked.get('q')),
})
