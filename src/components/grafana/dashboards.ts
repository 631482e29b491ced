import type { Component, ComponentContext } from '../../platform/component.ts'
import type { Block } from '../../template/node/node.ts'
import { literalBlock } from '../../template/node/structure.ts'
import api from './dashboards/api.json' with { type: 'json' }
import database from './dashboards/database.json' with { type: 'json' }
import elasticsearch from './dashboards/elasticsearch.json' with { type: 'json' }
import infrastructure from './dashboards/infrastructure.json' with { type: 'json' }
import kafka from './dashboards/kafka.json' with { type: 'json' }
import redis from './dashboards/redis.json' with { type: 'json' }

const has =
  (kind: string) =>
  (components: readonly Component[]): boolean =>
    components.some((one) => one.kind === kind)

const always = (): boolean => true

/** The dashboards by the names of their files, and what the platform must have for each. */
const all = {
  api: { board: api, isNeeded: always },
  database: { board: database, isNeeded: has('postgresql') },
  redis: { board: redis, isNeeded: has('redis') },
  elasticsearch: { board: elasticsearch, isNeeded: has('elasticsearch') },
  kafka: { board: kafka, isNeeded: has('kafka') },
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
