// Keeps users in MongoDB, and those that were asked for in Redis.
import { Redis } from 'ioredis'
import { MongoClient } from 'mongodb'
import { serve } from './service.js'

const redis = new Redis(process.env.REDIS_URL)
const client = await new MongoClient(process.env.MONGODB_URL).connect()
const users = client.db().collection('users')

serve({
  'POST /': async ({ name }) => ({ id: (await users.insertOne({ name })).insertedId }),
  'GET /': async (asked) => {
    const name = asked.get('name')
    const kept = await redis.get(`user:${name}`)
    if (kept) return { user: JSON.parse(kept), from: 'redis' }
    const user = await users.findOne({ name })
    await redis.set(`user:${name}`, JSON.stringify(user), 'EX', 60)
    return { user, from: 'mongodb' }
  },
})
