import { naming } from '../../kubernetes/naming.ts'
import { clientService, headlessService, servicePort } from '../../kubernetes/network/services.ts'
import { databaseName, embedded, hasBackup, hasExporter, storeTemplates } from '../store/index.ts'
import { notAbove } from '../../kubernetes/pod/resource-checks.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { replace } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { Expr } from '../../template/node/templated.ts'
import type { PostgreSQLValues } from './values.ts'
import { postgresqlBackup } from './backup.ts'
import { configuration } from './configuration.ts'
import { exporterPort } from './exporter.ts'
import { postgresqlConnections, queryCheck } from './connection.ts'
import { postgresqlPort, postgresqlRole, postgresqlServices } from './contract.ts'
import type { PostgresqlModel } from './model.ts'
import { postgresqlProvisioning } from './provisioning.ts'
import { readonlyService, standbyNaming } from './standby/model.ts'
import { standbyFiles } from './standby/objects.ts'
import { postgresqlSet } from './stateful-set.ts'

const { value } = scope<PostgreSQLValues>()

/** The templates of a PostgreSQL server's subchart. */
export function postgresqlTemplates(
  model: PostgresqlModel,
  context: ComponentContext,
): ComponentTemplates {
  const names = naming(context, postgresqlRole)
  const standbys = model.standbys ? standbyNaming(context) : undefined
  const ports = [servicePort('postgresql', postgresqlPort)]
  const templates = storeTemplates({
    context,
    names,
    nameInStore: databaseName,
    services: postgresqlServices(model).of(model),
    exporter: hasExporter(model) ? exporterPort : undefined,
    connections: postgresqlConnections(context, names, model),
    claim: model,
    files: {
      'configmap.yaml': [configuration(context.name, names, model)],
      'service.yaml': [clientService(names, ports), headlessService(names, ports)],
      'statefulset.yaml': [postgresqlSet(context.name, model, names)],
      ...(standbys ? standbyFiles(context, model, names, standbys) : {}),
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
      ...(standbys
        ? [
            {
              setting: 'config.max_slot_wal_keep_size',
              size: quantity(value('config.max_slot_wal_keep_size')),
              into: 'persistence.size' as const,
            },
          ]
        : []),
    ],
    checks: [queryCheck(context.name), ...(standbys ? [copyCheck(context.name)] : [])],
    ...(standbys ? { furtherHosts: [readonlyService(context.name)] } : {}),
    provisioning: postgresqlProvisioning(context, names, model),
    backup: hasBackup(model) ? postgresqlBackup(context, names) : undefined,
  })
  return { ...templates, helpers: [...(standbys?.helpers ?? []), ...templates.helpers] }
}

/** Refuses volumes of standbys that the primary outgrows. */
function copyCheck(store: string): unknown {
  const size = 'persistence.size'
  return when(
    embedded,
    notAbove(
      { path: `${store}.${size}`, value: value(size) },
      { path: `${store}.standbys.${size}`, value: value(`standbys.${size}`) },
      'a standby holds a copy of the whole server, and the size of its volume is fixed once installed: set it in the model',
    ),
  )
}

/** PostgreSQL's units are powers of 1024. */
const quantity = (size: Expr<string>): Expr<string> => replace('B', 'i', replace('kB', 'Ki', size))
