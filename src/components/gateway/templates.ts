import {
  autoscalingCheck,
  horizontalPodAutoscaler,
} from '../../kubernetes/workload/horizontal-pod-autoscaler.ts'
import { podDisruptionBudget } from '../../kubernetes/workload/pod-disruption-budget.ts'
import { resourceCheck } from '../../kubernetes/pod/resource-checks.ts'
import { rollingCheck } from '../../kubernetes/workload/rolling-checks.ts'
import { monitoringFiles } from '../../kubernetes/monitoring/monitoring-files.ts'
import { serviceAccount } from '../../kubernetes/identity/service-account.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { scope } from '../../template/node/scope.ts'
import type { GatewayValues } from './values.ts'
import { exporterObjects, hasExporter } from '../store/index.ts'
import { gatewayCertificate } from './certificate.ts'
import { configuration } from './configuration.ts'
import { deployment } from './deployment.ts'
import { exporterPort } from './exporter.ts'
import { gatewayPolicies } from './network-policies.ts'
import { gatewayService, httpRoute, ingress } from './exposure.ts'
import type { GatewayModel } from './model.ts'
import { gatewayNames } from './names.ts'
import { valueChecks } from './value-checks.ts'

const { value, each } = scope<GatewayValues>()

/** The templates of a gateway's subchart. */
export function gatewayTemplates(
  model: GatewayModel,
  context: ComponentContext,
): ComponentTemplates {
  const names = gatewayNames(context)
  const { check, policy } = exporterObjects(context.name, names, exporterPort)
  const ifExported = (object: unknown): readonly unknown[] => (hasExporter(model) ? [object] : [])
  return {
    helpers: names.helpers,
    files: {
      'checks.yaml': [
        ...valueChecks(model, context),
        autoscalingCheck(context.name),
        rollingCheck(context.name, ['tmp', 'config']),
        resourceCheck(`${context.name}.resources`, value('resources')),
        ...ifExported(check),
      ],
      'serviceaccount.yaml': [serviceAccount(names)],
      'configmap.yaml': [configuration(model, context, names)],
      'deployment.yaml': [deployment(model, context, names)],
      'service.yaml': [gatewayService(names)],
      'ingress.yaml': [ingress(model, names)],
      'httproute.yaml': [httpRoute(model, names)],
      'certificate.yaml': [gatewayCertificate(model, names)],
      'hpa.yaml': [horizontalPodAutoscaler(names)],
      'pdb.yaml': [podDisruptionBudget(names)],
      'networkpolicy.yaml': [...gatewayPolicies(context, names), ...ifExported(policy)],
      ...monitoringFiles(context, names),
      'extra-objects.yaml': [each('extraObjects', (object) => object)],
    },
  }
}
