import { planChart } from '../../../src/chart/plan.ts'
import { gateway } from '../../../src/components/gateway/gateway.ts'
import { service } from '../../../src/components/service/service.ts'
import type { Component } from '../../../src/platform/component.ts'
import type { Components } from '../../../src/platform/define-platform.ts'
import type { DeepPartial } from '../../../src/schema/deep-partial.ts'
import type { GatewayValues } from '../../../src/components/gateway/values.ts'
import type { Values } from '../../../src/values/value.ts'
import type { Schema } from '../../../src/schema/schema.ts'
import { type Manifest, rendered, resolved } from '../../components/rendered.ts'

/** The services behind the gateway of these tests. */
export const serviceNames = ['catalog', 'cart', 'orders', 'users', 'web', 'trial-1'] as const

/** The port of each service. */
export type Ports = Readonly<Record<(typeof serviceNames)[number], number>>

/** Of one, a version is on trial. */
const releases: { readonly [name: string]: { readonly release: 'canary' } } = {
  'trial-1': { release: 'canary' },
}

/** A gateway with every kind of route. */
const edge = gateway({
  host: 'shop.example.com',
  limits: {
    public: { perMinute: 7, burst: 4 }, // so slow that no request is let through again meanwhile
    login: { perMinute: 1, burst: 2, by: 'user' },
  },
  routes: {
    '/catalog': 'catalog',
    '/catalog/special': { to: 'web', name: 'special' },
    '/cart': { to: 'cart', webSocket: true },
    '/cart/events': { to: 'cart', stream: true },
    '/orders': { to: 'orders', timeoutSeconds: 1, maxBodySize: '10k' },
    '/orders/files': { to: 'orders', timeoutSeconds: 1, maxBodySize: '10m' },
    '/limited': { to: 'catalog', limit: 'public' },
    '/limited/files': { to: 'catalog', limit: 'public', maxBodySize: '10m' },
    '/login': { to: 'users', limit: 'login' },
    '/trial': 'trial-1',
    '/api/v1.0/users': { to: 'users', stripPrefix: true },
  },
  sites: {
    admin: { host: 'admin.example.com', routes: { '/': 'web' } },
    tenants: { host: '*.shops.example.com', routes: { '/': 'web' } },
  },
})

/** The objects of the gateway's chart under these values. */
export function gatewayObjects(
  ports: Ports,
  values: DeepPartial<GatewayValues> = {},
  model: Component = edge,
): readonly Manifest[] {
  return rendered(withServices(ports, model), 'gateway', values as Values) // what is set is plain data
}

/** The schema of the gateway's values. */
export function gatewaySchema(ports: Ports): Schema {
  return planChart(resolved(withServices(ports, edge), 'gateway'), {}).schema
}

function withServices(ports: Ports, model: Component): Components {
  const services = serviceNames.map(
    (name) => [name, service({ image: name, port: ports[name], ...releases[name] })] as const,
  )
  return { ...Object.fromEntries(services), gateway: model }
}

/** Full DNS name of a service, as the gateway asks for it. */
export function dnsName(name: string): string {
  return `shop-${name}.default.svc.cluster.local`
}
