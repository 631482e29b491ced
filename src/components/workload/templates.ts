import { accessFiles, apiServerDoor } from '../../kubernetes/access.ts'
import { configMap } from '../../kubernetes/config-map.ts'
import { horizontalPodAutoscaler } from '../../kubernetes/horizontal-pod-autoscaler.ts'
import { furtherServices } from '../../kubernetes/further-services.ts'
import { naming } from '../../kubernetes/naming.ts'
import { outwardDoors } from './outward-doors.ts'
import { podDisruptionBudget } from '../../kubernetes/pod-disruption-budget.ts'
import { resourceCheck } from '../../kubernetes/resource-checks.ts'
import { rollingCheck } from '../../kubernetes/rolling-checks.ts'
import { serviceAccount } from '../../kubernetes/service-account.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { scope } from '../../template/node/scope.ts'
import type { ServiceValues } from './values.ts'
import { serviceRole } from './contract.ts'
import { deployment } from './deployment.ts'
import { filesConfigMap, filesVolumeNames } from './files.ts'
import { migration } from './migration.ts'
import { servicesChecks, servicesOf } from './further-services.ts'
import { furtherDoors } from './further-doors.ts'
import { podService } from './pod-service.ts'
import type { ServiceModel } from './model.ts'
import { workloadSecret } from './secrets.ts'
import { waitsOf } from './waits.ts'
import { podPorts, servicePorts } from './ports.ts'
import { emptyVolumeNames } from './volumes.ts'

const { value, when, each } = scope<ServiceValues>()

/** The templates of a service's subchart. */
export function serviceTemplates(
  model: ServiceModel,
  context: ComponentContext,
): ComponentTemplates {
  const names = naming(context.name, serviceRole, context.platform)
  const job = model.migrate.length > 0 ? migration(model, context, names) : undefined
  const secrets = workloadSecret(model, context, names)
  const services = servicesOf(model)
  return {
    helpers: [...names.helpers, ...(job ? [job.helper] : [])],
    files: {
      'serviceaccount.yaml': [serviceAccount(names)],
      ...accessFiles(model.access, names),
      'configmap.yaml': [when('config', configMap(names, value('config')))],
      ...(secrets.length > 0 ? { 'secret.yaml': secrets } : {}),
      ...filesConfigMap(model, context, names),
      'deployment.yaml': [deployment(model, context, names)],
      ...(servicePorts(podPorts(model)).length > 0
        ? { 'service.yaml': [podService(model, names), ...furtherServices(names, services)] }
        : {}),
      'hpa.yaml': [horizontalPodAutoscaler(names)],
      'pdb.yaml': [podDisruptionBudget(names)],
      ...(job ? { 'migration.yaml': [job.document] } : {}),
      'networkpolicy.yaml': [
        ...outwardDoors(context, names),
        ...apiServerDoor(model.access, names),
        ...(podPorts(model).length > 0 ? furtherDoors(model, names) : []),
      ],
      'checks.yaml': [
        rollingCheck(context.name, [
          ...emptyVolumeNames(model),
          ...filesVolumeNames(model, context),
        ]),
        ...resourcesOf(model, context).map((path) =>
          resourceCheck(`${context.name}.${path}`, value(path)),
        ),
        ...servicesChecks(model, context.name),
      ],
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
