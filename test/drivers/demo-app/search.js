// Elasticsearch, as the environment says it is found; its indices begin with the prefix.
const { ELASTICSEARCH_SCHEME, ELASTICSEARCH_HOST, ELASTICSEARCH_PORT } = process.env
const { ELASTICSEARCH_USERNAME, ELASTICSEARCH_PASSWORD, ELASTICSEARCH_INDEX_PREFIX } = process.env

const login = Buffer.from(`${ELASTICSEARCH_USERNAME}:${ELASTICSEARCH_PASSWORD}`).toString('base64')
const headers = { Authorization: `Basic ${login}`, 'Content-Type': 'application/json' }
const root = `${ELASTICSEARCH_SCHEME}://${ELASTICSEARCH_HOST}:${ELASTICSEARCH_PORT}/${ELASTICSEARCH_INDEX_PREFIX}`

/** Puts a document into an index of this service, where the next search finds it. */
export async function put(index, id, content) {
  const place = `${root}${index}/_doc/${id}?refresh=true`
  await read(await fetch(place, { method: 'PUT', headers, body: JSON.stringify(content) }))
}

/** The documents of an index of this service that match. */
export async function find(index, words) {
  const place = `${root}${index}/_search?q=${encodeURIComponent(words)}`
  const { hits } = await read(await fetch(place, { headers }))
  return hits.hits.map(({ _source }) => _source)
}

async function read(answer) {
  if (!answer.ok) throw new Error(await answer.text())
  return answer.json()
}
