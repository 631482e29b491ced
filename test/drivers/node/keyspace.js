// Cassandra, as the variables of an edge say it is found.
import { readFileSync } from 'node:fs'
import { auth, Client } from 'cassandra-driver'

/** Keeps a row in its keyspace, finds it, and is refused at another's. */
export async function cassandra(environment) {
  const { CASSANDRA_HOST, CASSANDRA_PORT, CASSANDRA_LOCAL_DATACENTER } = environment
  const { CASSANDRA_KEYSPACE, CASSANDRA_USERNAME, CASSANDRA_PASSWORD } = environment
  const { CASSANDRA_TLS, CASSANDRA_CA_FILE } = environment
  // Nodes tell each other's addresses, and certificates are for names: the CA is what counts. This driver
  // verifies nothing unless told
  const sslOptions = CASSANDRA_TLS === 'true' && {
    ca: readFileSync(CASSANDRA_CA_FILE),
    rejectUnauthorized: true,
    checkServerIdentity: () => undefined,
  }
  const client = new Client({
    contactPoints: [CASSANDRA_HOST],
    protocolOptions: { port: Number(CASSANDRA_PORT) },
    localDataCenter: CASSANDRA_LOCAL_DATACENTER,
    keyspace: CASSANDRA_KEYSPACE,
    authProvider: new auth.PlainTextAuthProvider(CASSANDRA_USERNAME, CASSANDRA_PASSWORD),
    sslOptions: sslOptions || undefined,
    socketOptions: { readTimeout: 30_000 },
  })
  try {
    await client.connect()
    await client.execute('CREATE TABLE IF NOT EXISTS of_javascript (id int PRIMARY KEY, name text)')
    await client.execute("INSERT INTO of_javascript (id, name) VALUES (1, 'lamp')")
    const { rows } = await client.execute('SELECT name FROM of_javascript WHERE id = ?', [1], {
      prepare: true,
    })
    const refused = await client.execute('SELECT role FROM system_auth.roles').catch(String)
    return { name: rows[0].name, refused: String(refused) }
  } catch (error) {
    const [inner] = Object.values(error.innerErrors ?? {})
    throw inner ?? error
  } finally {
    await client.shutdown()
  }
}
