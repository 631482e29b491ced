import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler'
import type { IHPAScalingRules } from 'kubernetes-models/autoscaling/v2/HPAScalingRules'
import type { IMetricSpec } from 'kubernetes-models/autoscaling/v2/MetricSpec'
import { and, at, fail, gt, not, or, text } from '../../template/node/expression.ts'
import { once } from '../../template/node/once.ts'
import { scope } from '../../template/node/scope.ts'
import {
  checksHelper,
  include,
  mapping,
  shared,
  when as whenever,
} from '../../template/node/structure.ts'
import type { Expr, Templated, TemplatedFields } from '../../template/node/templated.ts'
import type { ServiceValues } from '../../components/workload/values.ts'
import type { Naming } from '../naming.ts'
import { isAutoscaled } from './pod-count.ts'

const { value, when } = scope<Pick<ServiceValues, 'autoscaling' | 'replicas'>>()

/**
 * Alone sets the number of pods of a Deployment: by their load, or at `replicas`. With equal bounds
 * it holds the number without ever reading a metric, so it needs no metrics server.
 */
export function horizontalPodAutoscaler(names: Naming): unknown {
  const document: Templated<IHorizontalPodAutoscaler> = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: names.fullname, labels: names.labels },
    spec: mapping<IHorizontalPodAutoscaler['spec'] & object>(
      { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: names.fullname } },
      when('autoscaling.enabled', byLoad, {
        minReplicas: value('replicas'),
        maxReplicas: value('replicas'),
      }),
    ),
  }
  return whenever(isAutoscaled, document)
}

const byLoad: TemplatedFields<Omit<IHorizontalPodAutoscaler['spec'] & object, 'scaleTargetRef'>> = {
  minReplicas: value('autoscaling.minReplicas'),
  maxReplicas: value('autoscaling.maxReplicas'),
  metrics: [
    when(
      'autoscaling.targetCPUUtilizationPercentage',
      utilization('cpu', value('autoscaling.targetCPUUtilizationPercentage')),
    ),
    when(
      'autoscaling.targetMemoryUtilizationPercentage',
      utilization('memory', value('autoscaling.targetMemoryUtilizationPercentage')),
    ),
  ],
  behavior: {
    scaleUp: scalingRules(value('autoscaling.behavior.scaleUp')),
    scaleDown: scalingRules(value('autoscaling.behavior.scaleDown')),
  },
}

/** Refuses bounds that no number of pods meets, an autoscaler that looks at nothing, and two of them. */
export function autoscalingCheck(component: string): unknown {
  return include(autoscalingChecks(), { component: text`${component}` })
}

const autoscalingChecks = once(() =>
  checksHelper<{ component: string }>(
    shared('checks', 'checks.autoscaling'),
    'Refuses an autoscaler that could not scale.',
    ['component'],
    ({ component }) => refusals(component),
  ),
)

function refusals(component: Expr<string>): readonly unknown[] {
  const path = text`${component}.autoscaling`
  const inverted = gt(value('autoscaling.minReplicas'), value('autoscaling.maxReplicas'))
  const blind = not(
    or(
      value('autoscaling.targetCPUUtilizationPercentage'),
      value('autoscaling.targetMemoryUtilizationPercentage'),
    ),
  )
  const enabled = value('autoscaling.enabled')
  return [
    whenever(
      and(enabled, value('autoscaling.external')),
      fail(
        text`${path}.enabled and ${path}.external are both true: switch off the one that does not set the number of pods`,
      ),
    ),
    whenever(
      and(enabled, inverted),
      fail(
        text`${path}.minReplicas is above ${path}.maxReplicas: lower minReplicas or raise maxReplicas`,
      ),
    ),
    whenever(
      and(enabled, blind),
      fail(
        text`${path} has no target: set ${path}.targetCPUUtilizationPercentage or ${path}.targetMemoryUtilizationPercentage`,
      ),
    ),
  ]
}

function utilization(name: 'cpu' | 'memory', percentage: Expr<number>): Templated<IMetricSpec> {
  return {
    type: 'Resource',
    resource: { name, target: { type: 'Utilization', averageUtilization: percentage } },
  }
}

function scalingRules(
  rules: Expr<ServiceValues['autoscaling']['behavior']['scaleUp']>,
): Templated<IHPAScalingRules> {
  return {
    stabilizationWindowSeconds: at(rules, 'stabilizationWindowSeconds'),
    policies: [
      { type: 'Percent', value: at(rules, 'percent'), periodSeconds: at(rules, 'periodSeconds') },
    ],
  }
}
