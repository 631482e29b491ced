import type { IService } from 'kubernetes-models/v1/Service'
import { configMap } from '../../kubernetes/config-map.ts'
import { credentials } from '../../kubernetes/credentials.ts'
import {
  autoscalingChecks,
  horizontalPodAutoscaler,
} from '../../kubernetes/horizontal-pod-autoscaler.ts'
import { imageNaming } from '../../kubernetes/image.ts'
import { type Naming, naming } from '../../kubernetes/naming.ts'
import { networkDoors, tcp } from '../../kubernetes/network-door.ts'
import { internetDoor } from '../../kubernetes/internet-door.ts'
import { podDisruptionBudget } from '../../kubernetes/pod-disruption-budget.ts'
import { serviceAccount } from '../../kubernetes/service-account.ts'
import { servicePort } from '../../kubernetes/services.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { scope } from '../../template/scope.ts'
import type { Templated } from '../../template/templated.ts'
import type { ServiceValues } from '../../values/types/service.ts'
import { deployment } from './deployment.ts'
import { migration } from './migration.ts'
import type { ServiceModel } from './service.ts'

const { value, when, each } = scope<ServiceValues>()

/** The templates of a service's subchart. */
export function serviceTemplates(
  model: ServiceModel,
  context: ComponentContext,
): ComponentTemplates {
  const names = naming(context.name, 'service', context.platform)
  const images = imageNaming(context.name)
  const job = model.migrate.length > 0 ? migration(model, context, names, images) : undefined
  const secrets = Object.entries(model.secrets).flatMap(([secret, keys]) =>
    serviceSecret(context, names, secret, keys),
  )
  return {
    helpers: [...names.helpers, images.helper, ...(job ? [job.helper] : [])],
    files: {
      'serviceaccount.yaml': [serviceAccount(names)],
      'configmap.yaml': [when('config', configMap(names, value('config')))],
      ...(secrets.length > 0 ? { 'secret.yaml': secrets } : {}),
      'deployment.yaml': [deployment(model, context, names, images)],
      'service.yaml': [httpService(model, names)],
      'hpa.yaml': [horizontalPodAutoscaler(names)],
      'pdb.yaml': [podDisruptionBudget(names)],
      ...(job ? { 'migration.yaml': [job.document] } : {}),
      'networkpolicy.yaml': [
        ...networkDoors(context.name, names, [tcp(model.port)]),
        ...internetDoor(context, names),
      ],
      'checks.yaml': autoscalingChecks(context.name),
      'extra-objects.yaml': [each('extraObjects', (object) => object)],
    },
  }
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
