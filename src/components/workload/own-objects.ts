import { configMap } from '../../kubernetes/config-map.ts'
import { accessFiles } from '../../kubernetes/identity/access.ts'
import { serviceAccount } from '../../kubernetes/identity/service-account.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { scope } from '../../template/node/scope.ts'
import { filesConfigMap } from './files.ts'
import type { WorkloadModel } from './model.ts'
import { workloadSecret } from './secrets.ts'
import type { ServiceValues } from './values.ts'

const { value, when } = scope<Pick<ServiceValues, 'config'>>()

/** What a workload has beside its pods: an account, rights, configuration, Secrets and files. */
export function ownObjects(
  model: WorkloadModel,
  context: ComponentContext,
  names: Naming,
): ComponentTemplates['files'] {
  const secrets = workloadSecret(model, context, names)
  return {
    'serviceaccount.yaml': [serviceAccount(names)],
    ...accessFiles(model.access, names),
    'configmap.yaml': [when('config', configMap(names, value('config')))],
    ...(secrets.length > 0 ? { 'secret.yaml': secrets } : {}),
    ...filesConfigMap(model, context, names),
  }
}
