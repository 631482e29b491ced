import type { IService } from 'kubernetes-models/v1/Service'
import { credentials, secretName } from '../../../kubernetes/identity/credentials.ts'
import type { Naming } from '../../../kubernetes/naming.ts'
import { allowFromPolicy } from '../../../kubernetes/network/allow-from.ts'
import { monitoringFiles } from '../../../kubernetes/monitoring/monitoring-files.ts'
import { headlessService, servicePort } from '../../../kubernetes/network/services.ts'
import { memberDisruptionBudget } from '../../../kubernetes/workload/member-disruption-budget.ts'
import type { ComponentContext } from '../../../platform/component.ts'
import { scope } from '../../../template/node/scope.ts'
import { when as whenever } from '../../../template/node/structure.ts'
import type { Templated } from '../../../template/node/templated.ts'
import { hasExporter } from '../../store/index.ts'
import { postgresqlPort } from '../contract.ts'
import { exporterPort } from '../exporter.ts'
import type { PostgresqlModel } from '../model.ts'
import type { PostgreSQLValues } from '../values.ts'
import { readonlyService, standbySecretFile, standbySecretName } from './model.ts'
import { standbySet } from './stateful-set.ts'

const { value } = scope<PostgreSQLValues>()

/** The objects of the standbys: template file → documents. */
export function standbyFiles(
  context: ComponentContext,
  model: PostgresqlModel,
  primary: Naming,
  names: Naming,
): Readonly<Record<string, readonly unknown[]>> {
  const store = context.name
  const monitoring = Object.entries(monitoringFiles(context, names))
  const ports = [servicePort('postgresql', postgresqlPort)]
  const budget = memberDisruptionBudget(names, {
    isEnabled: value('standbys.podDisruptionBudget.enabled'),
    replicas: value('standbys.replicas'),
  })
  const metrics = [{ name: 'metrics', port: exporterPort, protocol: 'http' as const }]
  return {
    [standbySecretFile]: credentials(names, secretName(standbySecretName(store)), {
      password: { inline: value('standbys.password'), path: `${store}.standbys.password` },
    }),
    'standby-service.yaml': [readonly(store, primary, names), headlessService(names, ports)],
    'standby-statefulset.yaml': [standbySet(store, model, primary, names)],
    'standby-pdb.yaml': [budget],
    ...Object.fromEntries(monitoring.map(([file, objects]) => [`standby-${file}`, objects])),
    ...(hasExporter(model)
      ? {
          'standby-networkpolicy.yaml': [
            allowFromPolicy(names, value('exporter.allowFrom'), metrics),
          ],
        }
      : {}),
  }
}

/** The Service for what only reads: where there are no standbys, the primary answers it. */
function readonly(store: string, primary: Naming, names: Naming): Templated<IService> {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: readonlyService(store), labels: names.labels },
    spec: {
      type: 'ClusterIP',
      selector: whenever(value('standbys.replicas'), names.selectorLabels, primary.selectorLabels),
      ports: [servicePort('postgresql', postgresqlPort)],
    },
  }
}
