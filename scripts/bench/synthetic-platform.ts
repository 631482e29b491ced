import {
  cache,
  call,
  database,
  documents,
  gateway,
  mongodb,
  type Platform,
  postgresql,
  queue,
  rabbitmq,
  redis,
  service,
} from '../../src/index.ts'
import type { Component } from '../../src/platform/component.ts'

/** How many components one team has: services, and a store of each kind for them alone. */
const teamSize = 10

/**
 * A platform of so many components, a multiple of ten: teams whose services use all their stores and
 * call one another, and one gateway in front of all. What a component needs does not depend on how
 * many there are, so that whatever grows faster than their number is our doing.
 */
export function syntheticPlatform(size: number): Platform {
  const teams = Array.from({ length: size / teamSize }, (_, index) => team(index + 1))
  const entries = teams.flat().slice(0, -1) // the gateway takes the place of the last service
  const services = entries.filter(([, { provides }]) => provides === 'http').map(([name]) => name)
  const routes = Object.fromEntries(services.map((name) => [`/${name}`, name]))
  const entrance = gateway({ host: 'bench.example.com', routes })
  return { components: { ...Object.fromEntries(entries), gateway: entrance } }
}

type Named = readonly [name: string, component: Component]

function team(number: number): readonly Named[] {
  const stores: readonly Named[] = [
    [`postgresql-${number}`, postgresql()],
    [`redis-${number}`, redis()],
    [`mongodb-${number}`, mongodb()],
    [`rabbitmq-${number}`, rabbitmq()],
  ]
  const length = teamSize - stores.length
  const names = Array.from({ length }, (_, index) => `service-${number}-${index + 1}`)
  return [...stores, ...names.map((name, index) => member(name, number, names[index - 1]))]
}

/** A service with everything that a service can have from its model. */
function member(name: string, number: number, neighbour: string | undefined): Named {
  const component = service({
    image: `bench/${name}`,
    port: 8080,
    uses: [
      database(`postgresql-${number}`),
      cache(`redis-${number}`),
      documents(`mongodb-${number}`),
      queue(`rabbitmq-${number}`),
      ...(neighbour === undefined ? [] : [call(neighbour)]),
    ],
    migrate: ['./migrate', 'up'],
    secrets: { keys: { 'api-key': 'API_KEY' } },
    values: { config: { LOG_LEVEL: 'info' } },
  })
  return [name, component]
}
