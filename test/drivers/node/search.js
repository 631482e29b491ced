// Elasticsearch, as the variables of an edge say it is found.
import { Client } from '@elastic/elasticsearch'

/** Puts a document into an index of its own, and finds it. */
export async function elasticsearch({ ELASTICSEARCH_URL, ELASTICSEARCH_INDEX_PREFIX }) {
  const client = new Client({ node: ELASTICSEARCH_URL, maxRetries: 0 })
  const index = `${ELASTICSEARCH_INDEX_PREFIX}javascript`
  await client.index({ index, id: '1', document: { name: 'lamp' }, refresh: true })
  const { hits } = await client.search({ index, query: { match: { name: 'lamp' } } })
  const refused = await client.index({ index: 'another', document: {} }).catch(String)
  await client.close()
  const [{ _source: found }] = hits.hits
  return { name: found.name, refused: String(refused) }
}
