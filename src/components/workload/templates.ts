import { apiServerPolicy } from '../../kubernetes/identity/access.ts'
import { configMap } from '../../kubernetes/config-map.ts'
import {
  autoscalingCheck,
  horizontalPodAutoscaler,
} from '../../kubernetes/workload/horizontal-pod-autoscaler.ts'
import { furtherServices } from '../../kubernetes/network/further-services.ts'
import { naming } from '../../kubernetes/naming.ts'
import { egressPolicies } from './egress-policies.ts'
import { podDisruptionBudget } from '../../kubernetes/workload/pod-disruption-budget.ts'
import { resourceCheck } from '../../kubernetes/pod/resource-checks.ts'
import { rollingCheck } from '../../kubernetes/workload/rolling-checks.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import { mapValues } from '../../values/value.ts'
import type { ServiceValues } from './values.ts'
import { serviceRole } from './contract.ts'
import { deployment } from './deployment.ts'
import { elsewhereCheck, isHere } from './elsewhere.ts'
import { filesVolumeNames } from './files.ts'
import { migration } from './migration.ts'
import { servicesChecks, servicesOf } from './further-services.ts'
import { ingressPolicies } from './ingress-policies.ts'
import { podService } from './pod-service.ts'
import type { ServiceModel } from './model.ts'
import { ownObjects } from './own-objects.ts'
import { waitsOf } from './waits.ts'
import { type PodSet, podSets, templateOf } from './release/pod-sets.ts'
import { podsBehind, trackChecks } from './release/strategies.ts'
import { podPorts, servicePorts } from './ports.ts'
import { storageChecks, storageClaims } from './storage/claims.ts'
import { ownVolumeNames } from './volumes.ts'

const { value, each } = scope<ServiceValues>()

/** The templates of a service's subchart; of one elsewhere, nothing but a check. */
export function serviceTemplates(
  model: ServiceModel,
  context: ComponentContext,
): ComponentTemplates {
  const { helpers, files } = templatesHere(model, context)
  if (!model.isExternal) return { helpers, files }
  const { 'checks.yaml': checks = [], ...objects } = mapValues(files, (documents) =>
    documents.map((document) => when(isHere(context.name), document)),
  )
  return {
    helpers,
    files: { ...objects, 'checks.yaml': [elsewhereCheck(context.name), ...checks] },
  }
}

function templatesHere(model: ServiceModel, context: ComponentContext): ComponentTemplates {
  const names = naming(context, serviceRole)
  const { release } = model
  const isSingle = model.storage.length > 0
  const isRolling = !release && !isSingle
  const sets = podSets(release, context.name, names)
  const jobs =
    model.migrate.length > 0
      ? sets.map((set) => ({ set, ...migration(model, context, names, set) }))
      : []
  const services = servicesOf(model)
  const podsOf = release && podsBehind(release, names, sets)
  return {
    helpers: [
      ...names.helpers,
      ...sets.flatMap(({ track, names: own }) => (track ? own.helpers : [])),
      ...jobs.map(({ helper }) => helper),
    ],
    files: {
      ...ownObjects(model, context, names),
      ...eachSet(sets, 'configmap', ({ track, names: own }) =>
        track ? [when(track.config, configMap(own, track.config))] : undefined,
      ),
      ...eachSet(sets, 'deployment', (set) => [deployment(model, context, names, set)]),
      ...(servicePorts(podPorts(model)).length > 0
        ? {
            'service.yaml': [
              podService(model, names, podsOf?.('')),
              ...furtherServices(names, services, podsOf),
            ],
          }
        : {}),
      ...(isRolling ? { 'hpa.yaml': [horizontalPodAutoscaler(names)] } : {}),
      ...(isSingle
        ? { 'pvc.yaml': storageClaims(model, names) }
        : eachSet(sets, 'pdb', ({ names: own, track }) => [
            podDisruptionBudget(own, track && { fewest: track.replicas }),
          ])),
      ...Object.fromEntries(
        jobs.map(({ set, document }) => [templateOf(set, 'migration'), [document]]),
      ),
      'networkpolicy.yaml': [
        ...egressPolicies(context, names),
        ...apiServerPolicy(model.access, names),
        ...(podPorts(model).length > 0 ? ingressPolicies(model, names) : []),
      ],
      'checks.yaml': [
        ...(release ? trackChecks(release, context.name) : []),
        ...(isRolling ? [autoscalingCheck(context.name)] : []),
        ...storageChecks(model, context.name),
        rollingCheck(context.name, [...ownVolumeNames(model), ...filesVolumeNames(model, context)]),
        ...resourcesOf(model, context).map((path) =>
          resourceCheck(`${context.name}.${path}`, value(path)),
        ),
        ...servicesChecks(model, context.name),
      ],
      'extra-objects.yaml': [each('extraObjects', (object) => object)],
    },
  }
}

/** A template for each set of pods that has something of its own in it. */
function eachSet(
  sets: readonly PodSet[],
  name: string,
  documents: (set: PodSet) => readonly unknown[] | undefined,
): ComponentTemplates['files'] {
  return Object.fromEntries(
    sets.flatMap((set) => {
      const own = documents(set)
      return own ? [[templateOf(set, name), own] as const] : []
    }),
  )
}

/** Paths of all resources in the values. */
function resourcesOf(
  model: ServiceModel,
  context: ComponentContext,
): readonly (
  | 'resources'
  | 'migration.resources'
  | `containers.${string}.resources`
  | `waits.${string}.resources`
)[] {
  const waits = waitsOf(model, context).map(({ store }) => `waits.${store}.resources` as const)
  return [
    'resources',
    ...(model.migrate.length > 0 ? ['migration.resources' as const] : []),
    ...waits,
    ...model.containers.map(({ name }) => `containers.${name}.resources` as const),
  ]
}
