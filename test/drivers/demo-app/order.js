// Keeps orders in PostgreSQL, and tells of each.
import { Pool } from 'pg'
import { publisher } from './events.js'
import { serve } from './service.js'

const database = new Pool({ connectionString: process.env.DATABASE_URL })
await database.query(
  'CREATE TABLE IF NOT EXISTS orders (id serial PRIMARY KEY, user_id text NOT NULL, items jsonb NOT NULL)',
)
const publish = await publisher()

serve({
  'GET /': async () => (await database.query('SELECT * FROM orders ORDER BY id')).rows,
  'POST /': async ({ user_id, items }) => {
    const { rows } = await database.query(
      'INSERT INTO orders (user_id, items) VALUES ($1, $2) RETURNING id',
      [user_id, JSON.stringify(items)],
    )
    const { id } = rows[0]
    await publish('app-events', user_id, { type: 'order.created', order: id, user: user_id })
    await publish('notifications', user_id, { user: user_id, text: `order ${id} is on its way` })
    return { id }
  },
})
