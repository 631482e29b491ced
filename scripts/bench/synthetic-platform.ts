import { cache, call, database, definePlatform, gateway, postgresql, type Platform, redis, service } from '../../src/index.ts'

/** How many services share a store, as teams of one domain do. */
const domain = 20

/**
 * A platform of so many components: domains of services, each with a PostgreSQL and a Redis of its
 * own, that call each other in a chain, behind one gateway.
 */
export function syntheticPlatform(size: number): Platform {
  const names = serviceNames(size)
  return definePlatform({
    components: {
      ...Object.fromEntries(names.map((name, i) => [name, oneService(i, names[i - 1])])),
      ...stores(names.length),
      gateway: gateway({ routes: Object.fromEntries(names.map((name) => [`/${name}`, name])) }),
    },
    profiles: {},
  }) as Platform
}
