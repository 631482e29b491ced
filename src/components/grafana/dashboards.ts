import { isMeasured, type Measured } from '../../kubernetes/monitoring/metrics-port.ts'
import type { Component, ComponentContext } from '../../platform/component.ts'
import type { Block } from '../../template/node/node.ts'
import { literalBlock } from '../../template/node/structure.ts'
import api from './dashboards/api.json' with { type: 'json' }
import database from './dashboards/database.json' with { type: 'json' }
import elasticsearch from './dashboards/elasticsearch.json' with { type: 'json' }
import infrastructure from './dashboards/infrastructure.json' with { type: 'json' }
import kafka from './dashboards/kafka.json' with { type: 'json' }
import redis from './dashboards/redis.json' with { type: 'json' }

const measures =
  (...subjects: readonly Measured[]) =>
  (components: readonly Component[]): boolean =>
    subjects.some((subject) => isMeasured(components, subject))

const always = (): boolean => true

/** The dashboards by the names of their files, and what the platform must have for each. */
const all = {
  api: { board: api, isNeeded: measures('http', 'nginx') },
  database: { board: database, isNeeded: measures('postgresql') },
  redis: { board: redis, isNeeded: measures('redis') },
  elasticsearch: { board: elasticsearch, isNeeded: measures('elasticsearch') },
  kafka: { board: kafka, isNeeded: measures('kafka') },
  infrastructure: { board: infrastructure, isNeeded: always },
} as const

/** The dashboards for what the platform has: file → JSON. */
export function dashboardsOf({ components }: ComponentContext): Readonly<Record<string, Block>> {
  const needed = Object.entries(all).filter(([, { isNeeded }]) =>
    isNeeded(Object.values(components)),
  )
  return Object.fromEntries(
    needed.map(([name, { board }]) => [
      `${name}.json`,
      literalBlock(JSON.stringify(board, undefined, 2)),
    ]),
  )
}
