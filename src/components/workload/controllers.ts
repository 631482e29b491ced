import type { Naming } from '../../kubernetes/naming.ts'
import type { PodOptions } from '../../kubernetes/pod/pod.ts'
import {
  autoscalingCheck,
  horizontalPodAutoscaler,
} from '../../kubernetes/workload/horizontal-pod-autoscaler.ts'
import { memberDisruptionBudget } from '../../kubernetes/workload/member-disruption-budget.ts'
import { podDisruptionBudget } from '../../kubernetes/workload/pod-disruption-budget.ts'
import { extensiblePod, rollingDeployment } from '../../kubernetes/workload/rolling-deployment.ts'
import { singleDeployment } from '../../kubernetes/workload/single-deployment.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import type { ServiceModel } from './model.ts'
import { servicePod } from './pod.ts'
import { formOf } from './release/form.ts'
import { eachSet, type PodSet } from './release/pod-sets.ts'
import { trackChecks } from './release/strategies.ts'
import { storageChecks, storageClaims, storageVolumes } from './storage/claims.ts'
import { memberNetwork, memberSet } from './storage/members.ts'

/** What runs the pods of a workload and says how many there are. */
interface Controllers {
  readonly files: ComponentTemplates['files']
  /** What is refused of the values. */
  readonly checks: readonly unknown[]
}

/** What runs the pods of a workload, by its form. */
export function controllers(
  model: ServiceModel,
  context: ComponentContext,
  names: Naming,
  sets: readonly PodSet[],
): Controllers {
  const { release, statefulSet = 'OrderedReady' } = model
  const podOf = (set: PodSet) => servicePod(model, context, names, set)
  const withStorage = (pod: PodOptions): PodOptions => ({
    ...pod,
    volumes: [...(pod.volumes ?? []), ...storageVolumes(model, names)],
  })
  const rolling = {
    ...eachSet(sets, 'deployment', (set) => [rollingDeployment(podOf(set), set.track?.replicas)]),
    ...eachSet(sets, 'pdb', ({ names: own, track }) => [
      podDisruptionBudget(own, track && { fewest: track.replicas }),
    ]),
  }
  switch (formOf(model)) {
    case 'rolling':
      return {
        files: { ...rolling, 'hpa.yaml': [horizontalPodAutoscaler(names)] },
        checks: [autoscalingCheck(context.name)],
      }
    case 'single':
      return {
        files: {
          ...eachSet(sets, 'deployment', (set) => [
            singleDeployment(set.names, extensiblePod(withStorage(podOf(set)))),
          ]),
          'pvc.yaml': storageClaims(model, names),
        },
        checks: storageChecks(model, context.name),
      }
    case 'statefulSet':
      return {
        files: {
          ...eachSet(sets, 'statefulset', (set) => [memberSet(model, statefulSet, podOf(set))]),
          'pdb.yaml': [memberDisruptionBudget(names)],
          ...memberNetwork(model, names),
        },
        checks: [],
      }
    default:
      return { files: rolling, checks: release ? trackChecks(release, context.name) : [] }
  }
}
