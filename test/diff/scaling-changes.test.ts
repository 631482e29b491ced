import { describe, expect, it } from 'vitest'
import { scalingChanges } from '../../src/diff/scaling-changes.ts'

type Fields = Readonly<Record<string, unknown>>

const workload = (replicas?: number, kind = 'Deployment', name = 'orders'): Fields => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name },
  spec: replicas === undefined ? {} : { replicas },
})
const autoscaler = (target: Fields): Fields => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'scaler' },
  spec: { scaleTargetRef: target },
})
const ofDeployment = autoscaler({ kind: 'Deployment', name: 'orders' })
const ofStatefulSet = autoscaler({ kind: 'StatefulSet', name: 'orders' })
const ofOther = autoscaler({ kind: 'Deployment', name: 'carts' })
const keda: Fields = {
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name: 'scaler' },
  spec: { scaleTargetRef: { name: 'orders' } },
}

const said = (before: readonly Fields[], after: readonly Fields[]): readonly string[] =>
  scalingChanges(before, after).map(({ path, message }) => `${path}: ${message}`)

describe('replicas that leave the manifest', () => {
  const falls = 'the upgrade scales orders from 3 pods to 1'

  it.each([
    ['Deployment', ofDeployment, 'HorizontalPodAutoscaler scaler'],
    ['StatefulSet', ofStatefulSet, 'HorizontalPodAutoscaler scaler'],
    ['Deployment', keda, 'ScaledObject scaler'],
  ])('of a %s that something scales are a fall to 1 for a moment', (kind, scaler, name) => {
    expect(said([workload(3, kind)], [workload(undefined, kind), scaler])).toEqual([
      `${kind}/orders spec.replicas: ${falls} for a moment, until ${name} scales it up`,
    ])
  })

  it.each([[[]], [[ofOther]], [[ofStatefulSet]]])(
    'where nothing scales it are a fall for good',
    (others) => {
      expect(said([workload(3)], [workload(), ...others])).toEqual([
        `Deployment/orders spec.replicas: ${falls}`,
      ])
    },
  )

  it('are nothing where no more than one pod ran, or the workload is new', () => {
    expect(said([workload(1)], [workload(), ofDeployment])).toEqual([])
    expect(said([workload(0)], [workload(), ofDeployment])).toEqual([])
    expect(said([workload(3, 'Deployment', 'carts')], [workload(), ofDeployment])).toEqual([])
    expect(said([workload()], [workload(), ofDeployment])).toEqual([])
  })

  it('come with the command that keeps them', () => {
    const [problem] = scalingChanges([workload(3)], [workload(), ofDeployment])
    expect(problem?.hint).toMatchInlineSnapshot(
      `"run first, then upgrade with Helm 4 and --server-side=true: echo '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"orders"},"spec":{"replicas":3}}' | kubectl apply --namespace NAMESPACE --server-side --field-manager=keep-replicas -f -"`,
    )
  })
})

describe('replicas in the manifest', () => {
  it('of what something scales are set again by each upgrade', () => {
    const reset = [
      'Deployment/orders spec.replicas: each upgrade sets orders back to 3 pods, whatever HorizontalPodAutoscaler scaler has scaled it to; Helm 4 may stop with a conflict instead',
    ]
    expect(said([workload(3)], [workload(3), ofDeployment])).toEqual(reset)
    expect(said([workload()], [workload(3), ofDeployment])).toEqual(reset)
    expect(said([], [workload(3), ofDeployment])).toEqual(reset)
  })

  it('are nothing where nothing scales them', () => {
    expect(said([workload(3)], [workload(5), ofOther])).toEqual([])
  })
})
