// Keeps products in MongoDB, the last one in Redis, and finds them by Elasticsearch.
import { Redis } from 'ioredis'
import { MongoClient } from 'mongodb'
import { find, put } from './search.js'
import { serve } from './service.js'

const redis = new Redis(process.env.REDIS_URL)
const client = await new MongoClient(process.env.MONGODB_URL).connect()
const products = client.db().collection('products')

serve({
  'POST /': async ({ name }) => {
    const { insertedId } = await products.insertOne({ name })
    await put('products', insertedId, { name })
    await redis.set('product:last', name)
    return { id: insertedId }
  },
  'GET /': async () => ({
    last: await redis.get('product:last'),
    all: await products.find().project({ _id: 0 }).toArray(),
  }),
  'GET /search': (asked) => find('products', asked.get('q')),
})
