import { describe, expect, test } from 'vitest'
import { scalingRules } from '../../../src/verify/rules/scaling-rules.ts'
import { findings, testRules } from './rule-cases.ts'

testRules(scalingRules, {
  'every autoscaler finds its workload': {
    holds: deployment('') + autoscaler('minReplicas: 2, maxReplicas: 4'),
    breaks: autoscaler('minReplicas: 2, maxReplicas: 4'),
    finds: ['HorizontalPodAutoscaler/orders: there is no Deployment orders'],
  },

  'a workload with an autoscaler leaves replicas to it': {
    holds: deployment('') + autoscaler('maxReplicas: 4'),
    breaks: deployment('replicas: 3') + autoscaler('maxReplicas: 4'),
    finds: ['Deployment/orders spec.replicas: HorizontalPodAutoscaler orders sets them as well'],
  },

  'no two autoscalers scale one workload': {
    holds:
      autoscaler('maxReplicas: 4') +
      autoscaler('maxReplicas: 4').replace('kind: Deployment', 'kind: StatefulSet'),
    breaks: autoscaler('maxReplicas: 4') + scaledObject('{ name: orders }'),
    finds: ['ScaledObject/events: HorizontalPodAutoscaler/orders scales orders as well'],
  },

  'minReplicas is at most maxReplicas': {
    holds: autoscaler('minReplicas: 4, maxReplicas: 4'),
    breaks: autoscaler('minReplicas: 5, maxReplicas: 4'),
    finds: ['HorizontalPodAutoscaler/orders: 5 is more than 4'],
  },

  'every container that is scaled by utilisation requests the resource': {
    holds:
      deployment('', '[{ name: app, resources: { requests: { cpu: 1 } } }]') +
      autoscaler('metrics: [{ resource: { name: cpu, target: { type: Utilization } } }]'),
    breaks:
      deployment('', '[{ name: app, resources: { requests: { cpu: 1 } } }, { name: log }]') +
      autoscaler('metrics: [{ resource: { name: cpu, target: { type: Utilization } } }]'),
    finds: ['HorizontalPodAutoscaler/orders: container log of orders requests no cpu'],
  },

  'every disruption budget lets a pod go': {
    holds: deployment('replicas: 3') + budget('minAvailable: 2'),
    breaks: deployment('replicas: 2') + budget('minAvailable: 2'),
    finds: ['PodDisruptionBudget/orders: no node with one of its pods can ever be drained'],
  },
})

describe('a disruption budget counts what a workload has at least', () => {
  test.each([
    ['the replicas of the workload', deployment('replicas: 3') + budget('minAvailable: 3'), false],
    ['one replica when none are set', deployment('') + budget('minAvailable: 1'), false],
    [
      'the floor of the autoscaler',
      deployment('') + autoscaler('minReplicas: 2, maxReplicas: 9') + budget('minAvailable: 2'),
      false,
    ],
    [
      'a floor above the budget',
      deployment('') + autoscaler('minReplicas: 3, maxReplicas: 9') + budget('minAvailable: 2'),
      true,
    ],
    ['a percentage, rounded up', deployment('replicas: 3') + budget('minAvailable: 67%'), false],
    ['a percentage that leaves one', deployment('replicas: 3') + budget('minAvailable: 66%'), true],
    ['no disruption at all', deployment('replicas: 3') + budget('maxUnavailable: 0'), false],
    ['one disruption', deployment('replicas: 1') + budget('maxUnavailable: 1'), true],
    ['nothing to evict', deployment('replicas: 0') + budget('minAvailable: 1'), true],
  ])('%s', (_, rendered, good) => {
    expect(findings(scalingRules, rendered)).toHaveLength(good ? 0 : 1)
  })
})

test('an init container needs no request, a limit counts as one', () => {
  const pods =
    '[{ name: app, resources: { limits: { cpu: 1 } } }], initContainers: [{ name: wait }]'
  const rendered =
    deployment('', pods) +
    autoscaler('metrics: [{ resource: { name: cpu, target: { type: Utilization } } }]')
  expect(findings(scalingRules, rendered)).toEqual([])
})

function deployment(spec: string, containers = '[]'): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders }
spec:
  template: { metadata: { labels: { app: orders } }, spec: { containers: ${containers} } }
  ${spec}
---`
}

function autoscaler(spec: string): string {
  return `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: orders }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }, ${spec} }
---`
}

function scaledObject(target: string): string {
  return `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: events }
spec: { scaleTargetRef: ${target} }
---`
}

function budget(spec: string): string {
  return `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: orders }
spec: { selector: { matchLabels: { app: orders } }, ${spec} }
---`
}
