import { serviceAccount } from '../../kubernetes/identity/service-account.ts'
import { naming } from '../../kubernetes/naming.ts'
import { clientService, headlessService, servicePort } from '../../kubernetes/network/services.ts'
import { notAbove, resourceCheck } from '../../kubernetes/pod/resource-checks.ts'
import { volumeClaim } from '../../kubernetes/workload/volume-claim.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { replace } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { prometheusRights } from './access.ts'
import { configuration } from './configuration.ts'
import { prometheusAccess, prometheusPort } from './contract.ts'
import { prometheusPolicies } from './network.ts'
import type { PrometheusModel } from './options.ts'
import { rulesConfigMap } from './rules/config-map.ts'
import { prometheusRule } from './rules/prometheus-rule.ts'
import { prometheusSet } from './stateful-set.ts'
import type { PrometheusValues } from './values.ts'

const { value } = scope<PrometheusValues>()

/** As a quantity: Prometheus' units with a B are powers of 1024. */
const retained = replace('B', 'i', value('retention.size'))

/** The templates of a Prometheus' subchart. */
export function prometheusTemplates(
  context: ComponentContext,
  model: PrometheusModel,
): ComponentTemplates {
  const { name } = context
  const names = naming(context, prometheusAccess.role)
  const ports = [servicePort('http', prometheusPort)]
  return {
    helpers: names.helpers,
    files: {
      'checks.yaml': [
        resourceCheck(`${name}.resources`, value('resources')),
        notAbove(
          { path: `${name}.retention.size`, value: retained },
          { path: `${name}.persistence.size`, value: value('persistence.size') },
        ),
      ],
      'serviceaccount.yaml': [serviceAccount(names)],
      ...prometheusRights(context, model, names),
      'configmap.yaml': [configuration(context, model, names)],
      'rules.yaml': [rulesConfigMap(context, model, names)],
      'prometheusrule.yaml': [prometheusRule(context, model, names)],
      'pvc.yaml': [volumeClaim(names)],
      'service.yaml': [clientService(names, ports), headlessService(names, ports)],
      'statefulset.yaml': [prometheusSet(context, model, names)],
      'networkpolicy.yaml': prometheusPolicies(model, names),
    },
  }
}
