import { memberDisruptionBudget } from '../../kubernetes/workload/member-disruption-budget.ts'
import { naming } from '../../kubernetes/naming.ts'
import type { Priority } from '../../kubernetes/pod/scheduling.ts'
import { hasExporter, heapCheck, storeTemplates } from '../store/index.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { elasticsearchBackup } from './backup.ts'
import { type ElasticsearchOwn, hasSnapshots, ownUsers } from './backup-model.ts'
import { configuration } from './configuration.ts'
import { elasticsearchConnections } from './connection.ts'
import { elasticsearchRole } from './contract.ts'
import { exporterPort } from './exporter.ts'
import { elasticsearchPolicies, elasticsearchServices } from './network.ts'
import { elasticsearchProvisioning } from './provisioning.ts'
import { snapshotChecks, snapshotPolicy, snapshotSecret } from './snapshots.ts'
import { elasticsearchSet } from './stateful-set.ts'
import { mastersCheck, transportCheck } from './value-checks.ts'

/** The templates of an Elasticsearch cluster's subchart. */
export function elasticsearchTemplates(
  model: ElasticsearchOwn & { readonly priority: Priority },
  context: ComponentContext,
): ComponentTemplates {
  const { name } = context
  const names = naming(context, elasticsearchRole)
  return storeTemplates({
    context,
    names,
    connections: elasticsearchConnections(context, names),
    files: {
      'configmap.yaml': [configuration(name, names)],
      'service.yaml': elasticsearchServices(names),
      'statefulset.yaml': [elasticsearchSet(name, model, names)],
      'pdb.yaml': [memberDisruptionBudget(names)],
      'networkpolicy.yaml': [...elasticsearchPolicies(names), snapshotPolicy(names)],
      'snapshot-secret.yaml': snapshotSecret(name, names),
    },
    exporter: hasExporter(model) ? exporterPort : undefined,
    members: true,
    fits: [],
    checks: [
      heapCheck(name, 'what Lucene keeps outside of it'),
      transportCheck(name),
      mastersCheck(name),
      ...snapshotChecks(name),
    ],
    provisioning: elasticsearchProvisioning(context, names, ownUsers(model)),
    backup: hasSnapshots(model) ? elasticsearchBackup(name, names) : undefined,
  })
}
