import type { IService } from 'kubernetes-models/v1/Service'
import { configMap } from '../../kubernetes/config-map.ts'
import { credentials } from '../../kubernetes/credentials.ts'
import { extraContainers } from '../../kubernetes/extra-containers.ts'
import { horizontalPodAutoscaler } from '../../kubernetes/horizontal-pod-autoscaler.ts'
import { imageNaming } from '../../kubernetes/image.ts'
import { type Naming, naming } from '../../kubernetes/naming.ts'
import { internetDoor } from '../../kubernetes/internet-door.ts'
import { podDisruptionBudget } from '../../kubernetes/pod-disruption-budget.ts'
import { resourceChecks } from '../../kubernetes/resource-checks.ts'
import { rollingChecks } from '../../kubernetes/rolling-checks.ts'
import { serviceAccount } from '../../kubernetes/service-account.ts'
import { servicePort } from '../../kubernetes/services.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { scope } from '../../template/scope.ts'
import type { Templated } from '../../template/templated.ts'
import type { ServiceValues } from '../../values/types/service.ts'
import { serviceRole } from './contract.ts'
import { deployment } from './deployment.ts'
import { migration } from './migration.ts'
import type { ServiceModel } from './service.ts'
import { waitsOf } from './waits.ts'
import { writableVolumes } from './writable.ts'

const { value, when, each } = scope<ServiceValues>()

/** The templates of a service's subchart. */
export function serviceTemplates(
  model: ServiceModel,
  context: ComponentContext,
): ComponentTemplates {
  const names = naming(context.name, serviceRole, context.platform)
  const images = imageNaming(context.name)
  const amounts = resourceChecks(context.name)
  const extra = extraContainers(context.name)
  const job = model.migrate.length > 0 ? migration(model, context, names, images) : undefined
  const secrets = Object.entries(model.secrets).flatMap(([secret, keys]) =>
    serviceSecret(context, names, secret, keys),
  )
  return {
    helpers: [
      ...names.helpers,
      images.helper,
      extra.helper,
      amounts.helper,
      ...(job ? [job.helper] : []),
    ],
    files: {
      'serviceaccount.yaml': [serviceAccount(names)],
      'configmap.yaml': [when('config', configMap(names, value('config')))],
      ...(secrets.length > 0 ? { 'secret.yaml': secrets } : {}),
      'deployment.yaml': [deployment(model, context, names, images, extra)],
      'service.yaml': [httpService(model, names)],
      'hpa.yaml': [horizontalPodAutoscaler(names)],
      'pdb.yaml': [podDisruptionBudget(names)],
      ...(job ? { 'migration.yaml': [job.document] } : {}),
      'networkpolicy.yaml': internetDoor(context, names),
      'checks.yaml': [
        ...rollingChecks(
          context.name,
          writableVolumes(model).map(({ name }) => name),
          amounts,
        ),
        ...resourcesOf(model, context).flatMap((path) =>
          amounts.resources(`${context.name}.${path}`, value(path)),
        ),
      ],
      'extra-objects.yaml': [each('extraObjects', (object) => object)],
    },
  }
}

/** Paths of all resources in the values. */
function resourcesOf(
  model: ServiceModel,
  context: ComponentContext,
): readonly ('resources' | 'migration.resources' | `waits.${string}.resources`)[] {
  const waits = waitsOf(model, context).map(({ store }) => `waits.${store}.resources` as const)
  return [
    'resources',
    ...(model.migrate.length > 0 ? ['migration.resources' as const] : []),
    ...waits,
  ]
}

function httpService(model: ServiceModel, names: Naming): Templated<IService> {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: names.fullname,
      labels: names.labels,
      annotations: value('service.annotations'),
    },
    spec: {
      type: value('service.type'),
      selector: names.selectorLabels,
      ports: [servicePort('http', model.port)],
    },
  }
}

function serviceSecret(
  context: ComponentContext,
  names: Naming,
  secret: string,
  keys: Readonly<Record<string, string>>,
): readonly unknown[] {
  const inline = Object.keys(keys).map((key) => [
    key,
    {
      inline: value(`secrets.${secret}.data.${key}`),
      path: `${context.name}.secrets.${secret}.data.${key}`,
    },
  ])
  return credentials(names, `${context.name}-${secret}`, Object.fromEntries(inline))
}
