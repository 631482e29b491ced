import type { ComponentContext, SecretContract } from '../../platform/component.ts'
import type { NamedVariable } from '../../platform/connection-parts.ts'
import { caVariables, edgeEnvironment } from '../../platform/connections.ts'
import { secretName } from '../../kubernetes/credentials.ts'
import { tlsStores } from '../../kubernetes/store-tls.ts'
import { clientLabel } from '../../kubernetes/network-door.ts'
import type { ServiceModel } from './service.ts'
import { waitsOf } from './waits.ts'
import { volumeName } from './writable.ts'

/** What the pods are in the platform: `app.kubernetes.io/component`. */
export const serviceRole = 'service'

/** Names that the schema of this one service needs: maps with fixed keys, and what the chart itself uses. */
export function serviceKeys(
  model: ServiceModel,
  context: ComponentContext,
): Readonly<Record<string, readonly string[]>> {
  return {
    secrets: Object.keys(model.secrets),
    waits: waitsOf(model, context).map(({ store }) => store),
    environment: variableNames(model, context),
    tlsStores: tlsStores(context),
    volumes: [
      ...model.writable.map(volumeName),
      ...tlsStores(context).map((store) => `${store}-ca`),
    ],
    mountPaths: model.writable.map(({ path }) => path),
    containers: [context.name, ...waitsOf(model, context).map(({ store }) => `wait-for-${store}`)],
    podLabels: context.uses.flatMap(({ edge, component }) =>
      component ? Object.keys(clientLabel(edge.to)) : [],
    ),
    ...Object.fromEntries(
      Object.entries(model.secrets).map(([name, keys]) => [`secrets.${name}`, Object.keys(keys)]),
    ),
  }
}

/** The Secrets of a service: `<release>-<service>-<secret>`. */
export function serviceSecrets(
  model: ServiceModel,
  context: ComponentContext,
): readonly SecretContract[] {
  return Object.entries(model.secrets).map(([name, keys]) => ({
    name: `${context.name}-${name}`,
    takenOverBy: [`${context.name}.podAnnotations.rotated`],
    keys: Object.fromEntries(
      Object.entries(keys).map(([key, variable]) => [key, { holds: `becomes ${variable}` }]),
    ),
  }))
}

/** The names of all variables that the chart itself sets, those of TLS included. */
export function variableNames(model: ServiceModel, context: ComponentContext): readonly string[] {
  const variables = [...serviceEnvironment(model, context), ...caVariables(context)]
  return variables.map(({ name }) => name)
}

/** The environment that the model fixes: the port, what the edges give, and the service's own secrets. */
export function serviceEnvironment(
  model: ServiceModel,
  context: ComponentContext,
): readonly NamedVariable[] {
  const own = Object.entries(model.secrets).flatMap(([secret, keys]) =>
    Object.entries(keys).map(([key, name]) => ({
      name,
      valueFrom: { secretKeyRef: { name: secretName(`${context.name}-${secret}`), key } },
    })),
  )
  return [{ name: 'PORT', value: String(model.port) }, ...edgeEnvironment(context), ...own]
}
