import { apiServerPolicy } from '../../kubernetes/identity/access.ts'
import { configMap } from '../../kubernetes/config-map.ts'
import { furtherServices } from '../../kubernetes/network/further-services.ts'
import { monitoringFiles } from '../../kubernetes/monitoring/monitoring-files.ts'
import { naming } from '../../kubernetes/naming.ts'
import { egressPolicies } from './egress-policies.ts'
import { resourceCheck } from '../../kubernetes/pod/resource-checks.ts'
import { rollingCheck } from '../../kubernetes/workload/rolling-checks.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import { mapValues } from '../../values/value.ts'
import type { ServiceValues } from './values.ts'
import { serviceRole } from './contract.ts'
import { controllers } from './controllers.ts'
import { elsewhereCheck, isHere } from './elsewhere.ts'
import { filesVolumeNames } from './files.ts'
import { migration } from './migration.ts'
import { servicesChecks, servicesOf } from './further-services.ts'
import { ingressPolicies } from './ingress-policies.ts'
import { podService } from './pod-service.ts'
import type { ServiceModel } from './model.ts'
import { ownObjects } from './own-objects.ts'
import { waitsOf } from './waits.ts'
import { eachSet, podSets, templateOf } from './release/pod-sets.ts'
import { podsBehind } from './release/strategies.ts'
import { podPorts, servicePorts } from './ports.ts'
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
  const sets = podSets(release, context.name, names)
  const running = controllers(model, context, names, sets)
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
      ...running.files,
      ...(servicePorts(podPorts(model)).length > 0
        ? {
            'service.yaml': [
              podService(model, names, podsOf?.('')),
              ...furtherServices(names, services, podsOf),
            ],
          }
        : {}),
      ...Object.fromEntries(
        jobs.map(({ set, document }) => [templateOf(set, 'migration'), [document]]),
      ),
      'networkpolicy.yaml': [
        ...egressPolicies(context, names),
        ...apiServerPolicy(model.access, names),
        ...(podPorts(model).length > 0 ? ingressPolicies(model, names) : []),
      ],
      'checks.yaml': [
        ...running.checks,
        rollingCheck(context.name, [...ownVolumeNames(model), ...filesVolumeNames(model, context)]),
        ...resourcesOf(model, context).map((path) =>
          resourceCheck(`${context.name}.${path}`, value(path)),
        ),
        ...servicesChecks(model, context.name),
      ],
      ...monitoringFiles(context, names),
      'extra-objects.yaml': [each('extraObjects', (object) => object)],
    },
  }
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
