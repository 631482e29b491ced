import { planChart } from '../../../src/chart/plan.ts'
import { gateway } from '../../../src/components/gateway/gateway.ts'
import { service } from '../../../src/components/service/service.ts'
import type { Component } from '../../../src/platform/component.ts'
import { resolvePlatform } from '../../../src/platform/resolve.ts'
import { evaluateDocuments } from '../../../src/template/evaluate.ts'
import type { DeepPartial } from '../../../src/values/deep-partial.ts'
import { overlay } from '../../../src/values/overlay.ts'
import type { GatewayValues } from '../../../src/values/types/gateway.ts'
import type { Values } from '../../../src/values/value.ts'

/** Services that a gateway leads to, and their ports. */
export type Ports = Readonly<Record<'catalog' | 'cart' | 'orders' | 'users' | 'web', number>>

/** Names of the test's release. */
export const release = { name: 'shop', namespace: 'test' } as const

/** A gateway with every kind of route. */
export const edge = gateway({
  host: 'shop.example.com',
  limits: {
    public: { perMinute: 60, burst: 4 },
    login: { perMinute: 10, burst: 2, by: 'user' },
  },
  routes: {
    '/catalog': 'catalog',
    '/catalog/special': { to: 'web', name: 'special' },
    '/cart': { to: 'cart', webSocket: true },
    '/orders': { to: 'orders', timeoutSeconds: 1, maxBodySize: '10k' },
    '/limited': { to: 'catalog', limit: 'public' },
    '/login': { to: 'users', limit: 'login' },
    '/api/v1.0/users': { to: 'users', stripPrefix: true },
  },
  sites: { admin: { host: 'admin.example.com', routes: { '/': 'web' } } },
})

/** The objects of the gateway's chart, as Helm would render them. */
export function gatewayObjects(
  ports: Ports,
  values: DeepPartial<GatewayValues> = {},
  component: Component = edge,
): readonly KubernetesObject[] {
  const services = Object.entries(ports).map(([name, port]) => [
    name,
    service({ image: name, port }),
  ])
  const components = { ...Object.fromEntries(services), gateway: component } as Readonly<
    Record<string, Component>
  >
  const platform = resolvePlatform('shop', { components })
  const resolved = platform.components.find(({ context }) => context.name === 'gateway')
  if (!resolved) throw new Error('the platform has no gateway')
  const plan = planChart(resolved, {})
  const input = {
    values: overlay(plan.defaults, values as Values),
    release,
    chart: { name: 'gateway', version: '1.0.0', appVersion: '1.0.0' },
  }
  return Object.values(plan.templates.files).flatMap(
    (documents) => evaluateDocuments(documents, input) as readonly KubernetesObject[],
  )
}

/** What tests read of an object. */
export interface KubernetesObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: {
    readonly name: string
    readonly annotations?: Readonly<Record<string, string>>
  }
  readonly data?: Readonly<Record<string, string>>
  readonly spec?: unknown
}

/** The files below /etc/nginx in the container. */
export function gatewayFiles(
  objects: readonly KubernetesObject[],
): Readonly<Record<string, string>> {
  const found = objects.find(({ kind }) => kind === 'ConfigMap')
  if (!found?.data) throw new Error('the chart renders no ConfigMap')
  return found.data
}
