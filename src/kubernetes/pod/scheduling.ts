import type { IAffinity } from 'kubernetes-models/v1/Affinity'
import type { IPodAffinityTerm } from 'kubernetes-models/v1/PodAffinityTerm'
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec'
import type { ITopologySpreadConstraint } from 'kubernetes-models/v1/TopologySpreadConstraint'
import { eq, ne, type Operand, release, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import {
  include,
  parametricMapHelper,
  shared,
  when as whenever,
} from '../../template/node/structure.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import type { Labels, Naming } from '../naming.ts'
import type { WorkloadValues } from '../workload/workload-values.ts'

const { value, when } = scope<WorkloadValues>()

/** Importance of a component when nodes run full: the name of its priority class. */
export type Priority = 'critical' | 'standard'

type Scheduling = Pick<
  IPodSpec,
  'affinity' | 'nodeSelector' | 'priorityClassName' | 'tolerations' | 'topologySpreadConstraints'
>

/** Where the pods of a workload may run, and which of them must leave first. */
export function scheduling({ selectorLabels }: Naming, priority: Priority): Expr<Scheduling> {
  return include(schedulingHelper, { selectorLabels, priority: text`${priority}` })
}

const schedulingHelper = parametricMapHelper<
  { selectorLabels: Labels; priority: string },
  Scheduling
>(
  shared('scheduling', 'scheduling'),
  'Where the pods of a workload may run, and which of them must leave first.',
  { selectorLabels: 'included', priority: { type: 'string' } },
  ({ selectorLabels, priority }) => ({
    priorityClassName: priorityClass(priority),
    nodeSelector: value('nodeSelector'),
    affinity: when('affinity', value('affinity'), affinity(selectorLabels)),
    tolerations: value('tolerations'),
    topologySpreadConstraints: [when('topologySpread.enabled', spread(selectorLabels))],
  }),
)

/** The class of the pods: that of the values, or else the release's own where it has them. */
export function priorityClass(priority: Operand<string>): Templated<string> {
  return when(
    'priorityClassName',
    value('priorityClassName'),
    when('global.priorityClasses.enabled', text`${release.namespace}.${release.name}.${priority}`),
  )
}

/** What holds unless the values give an affinity of their own: replicas apart, spot nodes preferred. */
function affinity(selectorLabels: Expr<Labels>): Templated<IAffinity> {
  const term: Templated<IPodAffinityTerm> = {
    topologyKey: 'kubernetes.io/hostname',
    labelSelector: { matchLabels: selectorLabels },
  }
  return {
    podAntiAffinity: whenever(
      ne(value('podAntiAffinity'), 'none'),
      whenever(
        eq(value('podAntiAffinity'), 'hard'),
        { requiredDuringSchedulingIgnoredDuringExecution: [term] },
        {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }],
        },
      ),
    ),
    nodeAffinity: when('spot.preferred', {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: value('spot.weight'),
          preference: {
            matchExpressions: [
              { key: value('spot.key'), operator: 'In', values: [value('spot.value')] },
            ],
          },
        },
      ],
    }),
  }
}

function spread(selectorLabels: Expr<Labels>): Templated<ITopologySpreadConstraint> {
  return {
    maxSkew: value('topologySpread.maxSkew'),
    topologyKey: value('topologySpread.topologyKey'),
    whenUnsatisfiable: value('topologySpread.whenUnsatisfiable'),
    labelSelector: { matchLabels: selectorLabels },
  }
}
