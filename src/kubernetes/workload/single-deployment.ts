import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec'
import { scope } from '../../template/node/scope.ts'
import type { Templated } from '../../template/node/templated.ts'
import type { Naming } from '../naming.ts'

const { value } = scope<{ readonly revisionHistoryLimit: number }>()

/** The Deployment of a single pod, which must be gone before the next one mounts its volumes. */
export function singleDeployment(
  names: Naming,
  template: Templated<IPodTemplateSpec>,
): Templated<IDeployment> {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: names.fullname, labels: names.labels },
    spec: {
      replicas: 1,
      revisionHistoryLimit: value('revisionHistoryLimit'),
      strategy: { type: 'Recreate' },
      selector: { matchLabels: names.selectorLabels },
      template,
    },
  }
}
