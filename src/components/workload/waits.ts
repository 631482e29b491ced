import type { IContainer } from 'kubernetes-models/v1/Container'
import { imageReference } from '../../kubernetes/pod/image.ts'
import { resources } from '../../kubernetes/pod/resources.ts'
import { containerSecurityContext } from '../../kubernetes/pod/security.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { caMount } from '../store/index.ts'
import { type Wait, waitsFor } from '../../platform/connections.ts'
import { scope } from '../../template/node/scope.ts'
import type { Templated } from '../../template/node/templated.ts'
import type { DeepPartial } from '../../schema/deep-partial.ts'
import type { ServiceValues } from './values.ts'
import type { ServiceModel } from './model.ts'

const { value } = scope<ServiceValues>()

/** The stores that the pods of a service wait for, because an edge says so. */
export function startWaits(context: ComponentContext): readonly Wait[] {
  return waitsFor(context, ({ edge }) => edge.waitFor === true)
}

/** The stores that its migration waits for: those which hold data of its own. */
export function migrationWaits(model: ServiceModel, context: ComponentContext): readonly Wait[] {
  if (model.migrate.length === 0) return []
  return waitsFor(context, ({ component }) => component?.connection?.holdsData === true)
}

/** Every store that some pod of a service waits for, each once. */
export function waitsOf(model: ServiceModel, context: ComponentContext): readonly Wait[] {
  const all = [...startWaits(context), ...migrationWaits(model, context)]
  return [...new Map(all.map((wait) => [wait.store, wait])).values()]
}

/** The defaults of `waits`: the image of the store itself, which holds its client, and what that needs. */
export function waitValues(waits: readonly Wait[]): DeepPartial<ServiceValues['waits']> {
  return Object.fromEntries(
    waits.map(({ store, image, resources }) => [
      store,
      { image, ...(resources ? { resources } : {}) },
    ]),
  )
}

/** The init container that waits for one store. */
export function waitContainer(wait: Wait): Templated<IContainer> {
  return {
    name: `wait-for-${wait.store}`,
    image: imageReference(value(`waits.${wait.store}.image`)),
    imagePullPolicy: value(`waits.${wait.store}.image.pullPolicy`),
    command: wait.command,
    env: wait.environment,
    resources: resources(value(`waits.${wait.store}.resources`)),
    securityContext: containerSecurityContext,
    ...(wait.tls ? { volumeMounts: [caMount(wait.store)] } : {}),
  }
}
