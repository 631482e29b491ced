import { naming } from '../../kubernetes/naming.ts'
import { clientService, headlessService, servicePort } from '../../kubernetes/network/services.ts'
import { hasExporter, storeTemplates } from '../store/index.ts'
import { volumeClaim } from '../../kubernetes/workload/volume-claim.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { replace } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type { Expr } from '../../template/node/templated.ts'
import type { PostgreSQLValues } from './values.ts'
import { postgresqlBackup } from './backup.ts'
import { configuration } from './configuration.ts'
import { exporterPort } from './exporter.ts'
import { postgresqlConnections, queryCheck } from './connection.ts'
import { postgresqlPort, postgresqlRole, postgresqlServices } from './contract.ts'
import type { PostgresqlModel } from './model.ts'
import { postgresqlProvisioning } from './provisioning.ts'
import { postgresqlSet } from './stateful-set.ts'

const { value } = scope<PostgreSQLValues>()

/** The templates of a PostgreSQL server's subchart. */
export function postgresqlTemplates(
  model: PostgresqlModel,
  context: ComponentContext,
): ComponentTemplates {
  const names = naming(context, postgresqlRole)
  const ports = [servicePort('postgresql', postgresqlPort)]
  return storeTemplates({
    context,
    names,
    services: postgresqlServices.of(model),
    exporter: hasExporter(model) ? exporterPort : undefined,
    connections: postgresqlConnections(context, names, model),
    files: {
      'configmap.yaml': [configuration(context.name, names)],
      'pvc.yaml': [volumeClaim(names)],
      'service.yaml': [clientService(names, ports), headlessService(names, ports)],
      'statefulset.yaml': [postgresqlSet(context.name, model, names)],
    },
    fits: [
      {
        setting: 'config.shared_buffers',
        size: quantity(value('config.shared_buffers')),
        into: 'resources.limits.memory',
      },
      {
        setting: 'config.max_wal_size',
        size: quantity(value('config.max_wal_size')),
        into: 'persistence.size',
      },
    ],
    checks: [queryCheck(context.name)],
    provisioning: postgresqlProvisioning(context, names, model),
    backup: postgresqlBackup(context, model, names),
  })
}

/** PostgreSQL's units are powers of 1024. */
const quantity = (size: Expr<string>): Expr<string> => replace('B', 'i', replace('kB', 'Ki', size))
