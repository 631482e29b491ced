import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler'
import type { IHPAScalingRules } from 'kubernetes-models/autoscaling/v2/HPAScalingRules'
import type { IMetricSpec } from 'kubernetes-models/autoscaling/v2/MetricSpec'
import { and, at, fail, gt, not, or } from '../template/expression.ts'
import { scope } from '../template/scope.ts'
import { when as whenever } from '../template/structure.ts'
import type { Expr, Templated } from '../template/templated.ts'
import type { ServiceValues } from '../values/types/service.ts'
import type { Naming } from './naming.ts'

const { value, when } = scope<Pick<ServiceValues, 'autoscaling'>>()

/** Scales a Deployment by the load of its pods; the Deployment leaves out `replicas` meanwhile. */
export function horizontalPodAutoscaler(names: Naming): unknown {
  const document: Templated<IHorizontalPodAutoscaler> = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: names.fullname, labels: names.labels },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: names.fullname },
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
    },
  }
  return when('autoscaling.enabled', document)
}

/** Refuses bounds that no number of replicas meets, and an autoscaler that looks at nothing. */
export function autoscalingChecks(component: string): readonly unknown[] {
  const path = `${component}.autoscaling`
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
      and(enabled, inverted),
      fail(`${path}.minReplicas is above ${path}.maxReplicas: raise the one or lower the other`),
    ),
    whenever(
      and(enabled, blind),
      fail(
        `${path} has no target: set ${path}.targetCPUUtilizationPercentage or ${path}.targetMemoryUtilizationPercentage`,
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
