import type { ComponentContext, SecretContract } from '../../platform/component.ts'
import type { NamedVariable } from '../../platform/connection-parts.ts'
import { caVariables, edgeEnvironment, withoutAmbassadors } from '../../platform/connections.ts'
import { scope } from '../../template/node/scope.ts'
import { secretName } from '../../kubernetes/identity/credentials.ts'
import { caDirectory, tlsStores, tlsStoresOf } from '../store/index.ts'
import { clientLabel } from '../../kubernetes/network/network-policy.ts'
import { constants } from './constants.ts'
import { containerVariables, ownVariables } from './containers/environment.ts'
import { filesVolumeNames } from './files.ts'
import type { ServiceModel, WorkloadModel } from './model.ts'
import { memberEnvironment } from './storage/members.ts'
import { podPorts, portFor, servicePorts } from './ports.ts'
import { servicesStructure } from './further-services.ts'
import type { Wait } from '../../platform/connections.ts'
import type { ServiceValues } from './values.ts'
import { waitsOf } from './waits.ts'
import { caVolumeNames, ownVolumeNames } from './volumes.ts'

const { value } = scope<Pick<ServiceValues, 'global'>>()

const parts = ['region', 'zone', 'cluster'] as const

/** What the pods are in the platform: `app.kubernetes.io/component`. */
export const serviceRole = 'service'

/** Names that the schema of this one service needs: maps with fixed keys, and what the chart itself uses. */
export function serviceKeys(
  model: ServiceModel,
  context: ComponentContext,
): Readonly<Record<string, readonly string[]>> {
  const common = workloadKeys(model, context, waitsOf(model, context))
  return {
    ...common,
    ...containerKeys(model, context, variableNames(model, context)),
    podLabels: [...(common['podLabels'] ?? []), ...(model.release ? [model.release.label] : [])],
    storage: model.storage.map(({ name }) => name),
    servicePorts: servicePorts(podPorts(model)).map(({ name }) => name),
    ...servicesStructure(model).keys,
  }
}

/** The same of a workload without ports, whose pods wait for these stores. */
export function workloadKeys(
  model: WorkloadModel,
  context: ComponentContext,
  waits: readonly Wait[],
): Readonly<Record<string, readonly string[]>> {
  return {
    secrets: Object.keys(model.secrets),
    waits: waits.map(({ store }) => store),
    ...containerKeys(model, context, workloadNames(model, context)),
    tlsStores: tlsStores(context),
    volumes: [
      ...ownVolumeNames(model),
      ...filesVolumeNames(model, context),
      ...caVolumeNames(context),
    ],
    mountPaths: [
      ...model.writable.map(({ path }) => path),
      ...model.mounts.map(({ path }) => path),
      ...Object.keys(model.files),
      ...tlsStoresOf(withoutAmbassadors(context)).map(caDirectory),
    ],
    containers: [
      context.name,
      ...waits.map(({ store }) => `wait-for-${store}`),
      ...model.containers.map(({ name }) => name),
    ],
    furtherContainers: model.containers.map(({ name }) => name),
    podLabels: context.uses.flatMap(({ edge, component }) =>
      component ? Object.keys(clientLabel(edge.to)) : [],
    ),
    ...Object.fromEntries(
      Object.entries(model.secrets).map(([name, keys]) => [`secrets.${name}`, Object.keys(keys)]),
    ),
  }
}

/** The names of variables that the values may not set: of the component's own container, and of each further one. */
function containerKeys(
  { containers }: WorkloadModel,
  context: ComponentContext,
  main: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  const inheriting = containers.filter(({ inheritEnv }) => inheritEnv)
  return {
    environment: [
      ...new Set([...main, ...inheriting.flatMap((one) => ownVariables(one, context))]),
    ],
    ...Object.fromEntries(
      containers.map((one) => [
        `containers.${one.name}.environment`,
        containerVariables(one, context, main),
      ]),
    ),
    ...Object.fromEntries(
      containers.map((one) => [`containers.${one.name}.settings`, Object.keys(one.settings)]),
    ),
  }
}

/** The Secrets of a workload, and its values that make it take over another content. */
export function workloadSecrets(
  { secrets }: WorkloadModel,
  { name }: ComponentContext,
  takenOverBy: readonly string[],
): readonly SecretContract[] {
  return Object.entries(secrets).map(([secret, keys]) => ({
    name: `${name}-${secret}`,
    takenOverBy: takenOverBy.map((path) => `${name}.${path}`),
    keys: Object.fromEntries(
      Object.entries(keys).map(([key, variable]) => [key, { holds: `becomes ${variable}` }]),
    ),
  }))
}

/** The names of all variables that the chart itself sets, those of TLS included. */
export function variableNames(model: ServiceModel, context: ComponentContext): readonly string[] {
  return namesIn(context, (seen) => serviceEnvironment(model, seen))
}

/** The same of a workload without ports. */
export function workloadNames(model: WorkloadModel, context: ComponentContext): readonly string[] {
  return namesIn(context, (seen) => workloadEnvironment(model, seen))
}

/** With ambassadors and without, as init containers and migrations have them: each as often as it is set in one. */
function namesIn(
  context: ComponentContext,
  variables: (seen: ComponentContext) => readonly NamedVariable[],
): readonly string[] {
  const namesOf = (seen: ComponentContext): readonly string[] =>
    [...variables(seen), ...caVariables(seen)].map(({ name }) => name)
  const own = namesOf(context)
  const left = [...own]
  const further = namesOf(withoutAmbassadors(context)).filter((name) => {
    const at = left.indexOf(name)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  return [...own, ...further]
}

/** The environment that the model fixes: its port, where it has one for HTTP, and that of every workload. */
export function serviceEnvironment(
  model: ServiceModel,
  context: ComponentContext,
): readonly NamedVariable[] {
  const port = portFor(model.ports)
  const own = port ? [{ name: 'PORT', value: String(port.port) }] : []
  const member = model.statefulSet ? memberEnvironment(context.name) : []
  return [...own, ...member, ...workloadEnvironment(model, context)]
}

/** What the edges give, the workload's own secrets, and the constants of its model. */
export function workloadEnvironment(
  model: WorkloadModel,
  context: ComponentContext,
): readonly NamedVariable[] {
  const secrets = Object.entries(model.secrets).flatMap(([secret, keys]) =>
    Object.entries(keys).map(([key, name]) => ({
      name,
      valueFrom: { secretKeyRef: { name: secretName(`${context.name}-${secret}`), key } },
    })),
  )
  return [
    ...edgeEnvironment(context),
    ...secrets,
    ...placeVariables(model),
    ...constants(model.env),
  ]
}

/** Always there: a command that names one, as `$(REGION)`, would get the name otherwise. */
function placeVariables({ place }: WorkloadModel): readonly NamedVariable[] {
  return parts.flatMap((part) => {
    const name = place[part]
    return name === undefined ? [] : [{ name, value: value(`global.place.${part}`) }]
  })
}
