// Node.js drivers: `node client.js DRIVER` connects by the environment and prints what it saw.
const who =
  'SELECT current_user AS user, current_database() AS database, ssl AS tls' +
  ' FROM pg_stat_ssl WHERE pid = pg_backend_pid()'

const drivers = {
  pg: async ({ DB_URL }) => {
    const { default: pg } = await import('pg')
    const client = new pg.Client(DB_URL)
    await client.connect()
    const { rows } = await client.query(who)
    await client.end()
    return rows[0]
  },
  'postgres.js': async ({ DB_URL }) => {
    const { default: postgres } = await import('postgres')
    const sql = postgres(DB_URL, { connect_timeout: 10 })
    try {
      const [row] = await sql.unsafe(who)
      return row
    } finally {
      await sql.end({ timeout: 1 })
    }
  },
  ioredis: async ({ CACHE_URL }) => {
    const { Redis } = await import('ioredis')
    const client = new Redis(CACHE_URL, { lazyConnect: true, retryStrategy: () => null })
    const faults = []
    client.on('error', (error) => faults.push(error))
    await client.connect().catch((error) => Promise.reject(faults[0] ?? error))
    const user = await client.call('ACL', 'WHOAMI')
    client.disconnect()
    return { user }
  },
  'node-redis': async ({ CACHE_URL }) => {
    const { createClient } = await import('redis')
    const client = createClient({ url: CACHE_URL, socket: { reconnectStrategy: false } })
    client.on('error', () => {})
    await client.connect()
    const user = await client.sendCommand(['ACL', 'WHOAMI'])
    await client.close()
    return { user }
  },
  amqplib: async ({ QUEUE_URL }) => {
    const { connect } = await import('amqplib')
    const connection = await connect(QUEUE_URL)
    const channel = await connection.createChannel()
    const { queue } = await channel.assertQueue('', { exclusive: true })
    channel.sendToQueue(queue, Buffer.from('hello'))
    const message = await channel.get(queue, { noAck: true })
    await connection.close()
    return { message: message === false ? '' : message.content.toString() }
  },
  'mongodb (Node.js)': async ({ DOCUMENTS_URL }) => {
    const { ConnectionString } = await import('mongodb-connection-string-url')
    const url = new ConnectionString(DOCUMENTS_URL)
    return {
      hosts: url.hosts,
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      database: url.pathname.slice(1),
      replicaSet: url.searchParams.get('replicaSet') ?? '',
    }
  },
  'mongodb (Node.js) at a server': async ({ DOCUMENTS_URL }) => {
    const { MongoClient } = await import('mongodb')
    const client = new MongoClient(DOCUMENTS_URL, { serverSelectionTimeoutMS: 10_000 })
    const goods = client.db().collection('goods')
    const { insertedId } = await goods.insertOne({ name: 'lamp' })
    const { name } = await goods.findOne({ _id: insertedId })
    return { database: client.db().databaseName, name }
  },
  kafkajs: async (environment) => (await import('./kafka.js')).kafkajs(environment),
  '@elastic/elasticsearch': async (environment) =>
    (await import('./search.js')).elasticsearch(environment),
  'cassandra-driver (Node.js)': async (environment) =>
    (await import('./keyspace.js')).cassandra(environment),
}

try {
  const seen = await drivers[process.argv[2]](process.env)
  process.stdout.write(JSON.stringify({ seen }))
} catch (error) {
  process.stdout.write(JSON.stringify({ error: String(error?.message || error?.code || error) }))
}
process.exit()
