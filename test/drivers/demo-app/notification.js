// Keeps what users are to be told in Redis.
import { Redis } from 'ioredis'
import { subscribe } from './events.js'
import { serve } from './service.js'

const redis = new Redis(process.env.REDIS_URL)
const keyOf = (user) => `notifications:${user}`

await subscribe('notifications', ({ user, text }) => redis.rpush(keyOf(user), text))

serve({ 'GET /': (asked) => redis.lrange(keyOf(asked.get('user')), 0, -1) })
