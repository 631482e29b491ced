import type { IPriorityClass } from 'kubernetes-models/scheduling.k8s.io/v1/PriorityClass'
import type { ILimitRange } from 'kubernetes-models/v1/LimitRange'
import type { IResourceQuota } from 'kubernetes-models/v1/ResourceQuota'
import type { Naming } from '../../kubernetes/naming.ts'
import type { Priority } from '../../kubernetes/pod/scheduling.ts'
import { release, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type { Templated } from '../../template/node/templated.ts'
import type { GlobalValues } from '../../values/types/global.ts'
import type { UmbrellaValues } from '../../values/types/umbrella.ts'

const { value, when } = scope<UmbrellaValues & { readonly global: GlobalValues }>()

/** The most that the namespace may ask for. */
export function resourceQuota(names: Naming): unknown {
  const document: Templated<IResourceQuota> = {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: names.fullname, labels: names.labels },
    spec: { hard: value('resourceQuota.hard') },
  }
  return when('resourceQuota.enabled', document)
}

/** Requests and limits of containers that state none: a quota refuses such containers otherwise. */
export function limitRange(names: Naming): unknown {
  const document: Templated<ILimitRange> = {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: names.fullname, labels: names.labels },
    spec: {
      limits: [
        {
          type: 'Container',
          default: {
            cpu: when('limitRange.default.cpu', value('limitRange.default.cpu')),
            memory: value('limitRange.default.memory'),
          },
          defaultRequest: {
            cpu: value('limitRange.defaultRequest.cpu'),
            memory: value('limitRange.defaultRequest.memory'),
          },
        },
      ],
    },
  }
  return when('limitRange.enabled', document)
}

/** The classes that decide which pods leave a full node first; they are objects of the cluster. */
export function priorityClasses(names: Naming): readonly unknown[] {
  const importance: Readonly<Record<Priority, string>> = {
    critical: 'Components without which no customer can buy.',
    standard: 'All other components.',
  }
  return (['critical', 'standard'] as const).map((priority) => {
    const document: Templated<IPriorityClass> = {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: {
        name: text`${release.namespace}.${release.name}.${priority}`,
        labels: names.labels,
      },
      value: value(`global.priorityClasses.${priority}`),
      globalDefault: false,
      description: importance[priority],
    }
    return when('global.priorityClasses.enabled', document)
  })
}
