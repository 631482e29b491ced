// Keeps what happened in Elasticsearch.
import { subscribe } from './events.js'
import { find, put } from './search.js'
import { serve } from './service.js'

await subscribe('app-events', (event) => put('events', `${event.type}-${event.order}`, event))

serve({ 'GET /': (asked) => find('events', `user:${asked.get('user')}`) })
