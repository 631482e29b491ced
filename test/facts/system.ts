import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec'
import type { IService } from 'kubernetes-models/v1/Service'
import { expect } from 'vitest'
import type { Manifest } from '../../src/verify/manifest.ts'
import { at } from '../../src/verify/fields.ts'
import { named } from './objects.ts'

/** What a profile of a system renders, by kind and by the name of the component. */
export interface System {
  readonly objects: readonly Manifest[]
  readonly deployments: Readonly<Record<string, IDeployment>>
  readonly statefulSets: Readonly<Record<string, IStatefulSet>>
  readonly services: Readonly<Record<string, IService>>
  readonly autoscalers: Readonly<Record<string, IHorizontalPodAutoscaler>>
  readonly policies: Readonly<Record<string, INetworkPolicy>>
  /** The pods of all that makes some. */
  readonly pods: readonly IPodSpec[]
  /** A container of a component's pods: the one that is called like the component, or another. */
  readonly container: (component: string, name?: string) => IContainer
  /** What a component is scaled by: resource and percent of its requests. */
  readonly scaledBy: (component: string) => readonly unknown[]
  /** The components whose pods a component may reach. */
  readonly reached: (component: string) => readonly string[]
}

/** Reads the rendered objects of a system. */
export function systemOf(objects: readonly Manifest[]): System {
  const deployments = named<IDeployment>(objects, 'Deployment')
  const statefulSets = named<IStatefulSet>(objects, 'StatefulSet')
  const template = (component: string): NonNullable<IDeployment['spec']>['template'] => {
    const found = (deployments[component] ?? statefulSets[component])?.spec?.template
    if (!found) throw new Error(`${component} has no pods`)
    return found
  }
  const autoscalers = named<IHorizontalPodAutoscaler>(objects, 'HorizontalPodAutoscaler')
  return {
    objects,
    deployments,
    statefulSets,
    services: named(objects, 'Service'),
    autoscalers,
    policies: named(objects, 'NetworkPolicy'),
    pods: objects.flatMap(({ kind, body }) => podOf(kind, body) ?? []),
    container: (component, name = component) => {
      const { containers = [], initContainers = [] } = template(component).spec ?? {}
      const found = [...containers, ...initContainers].find((one) => one.name === name)
      if (!found) throw new Error(`${component} has no container ${name}`)
      return found
    },
    scaledBy: (component) =>
      (autoscalers[component]?.spec?.metrics ?? []).map(({ resource }) => [
        resource?.name,
        resource?.target.averageUtilization,
      ]),
    reached: (component) =>
      Object.keys(template(component).metadata?.labels ?? {})
        .flatMap((label) => /^([\w-]+)-client$/.exec(label)?.slice(1) ?? [])
        .toSorted(),
  }
}

/** The pod that an object is or makes. */
function podOf(kind: string, body: object): IPodSpec | undefined {
  if (kind === 'Pod') return at(body, 'spec') as IPodSpec | undefined // as Kubernetes has it
  const path = kind === 'CronJob' ? ['jobTemplate', 'spec', 'template'] : ['template']
  return at(body, 'spec', ...path, 'spec') as IPodSpec | undefined // as well
}

const container: unknown = expect.objectContaining({
  securityContext: expect.objectContaining({
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
  }),
})

/** What a pod is like that Pod Security *restricted* lets in, on a read-only root besides. */
export const restricted: unknown = expect.toSatisfy((pod: IPodSpec) => {
  const { securityContext, containers, initContainers = [] } = pod
  expect(securityContext).toMatchObject({
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  })
  for (const one of [...containers, ...initContainers]) expect(one).toEqual(container)
  return true
})
