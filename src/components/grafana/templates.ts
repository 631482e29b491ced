import { credentials, secretName } from '../../kubernetes/identity/credentials.ts'
import { serviceAccount } from '../../kubernetes/identity/service-account.ts'
import { naming } from '../../kubernetes/naming.ts'
import { clientService, headlessService, servicePort } from '../../kubernetes/network/services.ts'
import { resourceCheck } from '../../kubernetes/pod/resource-checks.ts'
import type { Priority } from '../../kubernetes/pod/scheduling.ts'
import { volumeClaim } from '../../kubernetes/workload/volume-claim.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { scope } from '../../template/node/scope.ts'
import { configuration, dashboards } from './configuration.ts'
import { grafanaAccess, grafanaPort } from './contract.ts'
import { grafanaSet } from './stateful-set.ts'
import type { GrafanaValues } from './values.ts'

const { value } = scope<GrafanaValues>()

/** The templates of a Grafana's subchart. */
export function grafanaTemplates(
  context: ComponentContext,
  priority: Priority,
): ComponentTemplates {
  const { name } = context
  const names = naming(context, grafanaAccess.role)
  const ports = [servicePort(grafanaPort.name, grafanaPort.port)]
  return {
    helpers: names.helpers,
    files: {
      'checks.yaml': [resourceCheck(`${name}.resources`, value('resources'))],
      'serviceaccount.yaml': [serviceAccount(names)],
      'secret.yaml': credentials(names, secretName(name), {
        password: { inline: value('auth.password'), path: `${name}.auth.password` },
        'secret-key': { inline: value('auth.secretKey'), path: `${name}.auth.secretKey` },
      }),
      'configmap.yaml': [configuration(context, names)],
      'dashboards.yaml': [dashboards(context, names)],
      'pvc.yaml': [volumeClaim(names)],
      'service.yaml': [clientService(names, ports), headlessService(names, ports)],
      'statefulset.yaml': [grafanaSet(context, priority, names)],
    },
  }
}
