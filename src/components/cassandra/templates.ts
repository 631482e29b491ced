import { memberDisruptionBudget } from '../../kubernetes/workload/member-disruption-budget.ts'
import { naming } from '../../kubernetes/naming.ts'
import type { Priority } from '../../kubernetes/pod/scheduling.ts'
import { heapCheck, storeTemplates } from '../store/index.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { configuration } from './configuration.ts'
import { cassandraConnections } from './connection.ts'
import { cassandraAccess } from './contract.ts'
import { cassandraPolicy, cassandraServices } from './network.ts'
import { cassandraProvisioning } from './provisioning.ts'
import { cassandraSet } from './stateful-set.ts'
import { copiesCheck } from './value-checks.ts'

/** The templates of a Cassandra ring's subchart. */
export function cassandraTemplates(
  priority: Priority,
  context: ComponentContext,
): ComponentTemplates {
  const { name } = context
  const names = naming(context, cassandraAccess.role)
  return storeTemplates({
    context,
    names,
    connections: cassandraConnections(context, names),
    files: {
      'configmap.yaml': [configuration(name, names)],
      'service.yaml': cassandraServices(names),
      'statefulset.yaml': [cassandraSet(name, priority, names)],
      'pdb.yaml': [memberDisruptionBudget(names)],
      'networkpolicy.yaml': [cassandraPolicy(names)],
    },
    members: true,
    keyEncoding: 'PKCS8',
    fits: [],
    checks: [heapCheck(name, 'what Cassandra keeps outside of it'), copiesCheck(name)],
    provisioning: cassandraProvisioning(context, names),
  })
}
