import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { Templated } from '../template/node/templated.ts'
import type { Naming } from './naming.ts'

/** The ConfigMap of a component's own configuration. */
export function configMap(
  names: Naming,
  data: Templated<Readonly<Record<string, string>>>,
): Templated<IConfigMap> {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: names.fullname, labels: names.labels },
    data,
  }
}
