import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IContainer } from 'kubernetes-models/v1/Container'
import { readObjects, renderOnce } from '../chart/default-chart.ts'
import type { Manifest } from '../../src/verify/manifest.ts'
import type { Values } from '../../src/values/value.ts'
import { the } from './objects.ts'

/** What `helm template ecommerce` renders with the profile prod, and values on top. */
export async function prodWith(values?: Values): Promise<readonly Manifest[]> {
  return readObjects(await renderOnce({ profile: 'prod', ...(values && { values }) }))
}

/** What `helm template ecommerce` renders with the profile prod. */
export const prod: readonly Manifest[] = await prodWith()

/** The six services. */
export const services = ['catalog', 'cart', 'orders', 'payments', 'inventory', 'users'] as const

/** Something of each service. */
export function ofServices<T>(read: (service: string) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(services.map((service) => [service, read(service)]))
}

/** The Deployment of a component. */
export function deploymentOf(component: string): IDeployment {
  return the<IDeployment>(prod, 'Deployment', `ecommerce-${component}`)
}

/** The container of a component that is called like it. */
export function containerOf(component: string): IContainer {
  const containers = deploymentOf(component).spec?.template.spec?.containers ?? []
  const [container] = containers.filter(({ name }) => name === component)
  if (!container) throw new Error(`${component} has no container of its name`)
  return container
}
