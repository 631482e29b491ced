import { describe, expect, test } from 'vitest'
import { readObjects } from '../../chart/default-chart.ts'
import { writeYaml } from '../../../src/helm/yaml/write-yaml.ts'
import type { Value, Values } from '../../../src/values/value.ts'
import { kubernetesFaults } from './kubernetes-faults.ts'

const faults = (manifest: Values): readonly string[] =>
  readObjects(writeYaml(manifest)).flatMap(kubernetesFaults)

const securityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } }

const pod = (spec: Values, container: Values = {}): Values => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a' },
  spec: { containers: [{ name: 'c', image: 'i', securityContext, ...container }], ...spec },
})
const nodes = (term: Values): Values => {
  const nodeSelectorTerms = Object.keys(term).length > 0 ? [term] : []
  const required = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } }
  return pod({ affinity: { nodeAffinity: required } })
}
const near = (term: Values): Values =>
  pod({ affinity: { podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [term] } } })
const variable = (valueFrom: Values): Values => pod({}, { env: [{ name: 'A', valueFrom }] })
const port = { containerPort: 80 }
const starting = (container: Values): Values =>
  pod({ initContainers: [{ name: 'i', image: 'i', securityContext, ...container }] })
const object = (kind: string, spec: Value, metadata: Values = {}): Values => ({
  apiVersion: 'v1',
  kind,
  metadata: { name: 'a', ...metadata },
  spec,
})

test('a good object has no faults', () => {
  const volumes = [{ name: 'v', emptyDir: { sizeLimit: '1Gi' } }]
  const volumeMounts = [{ name: 'v', mountPath: '/v' }]
  expect(faults(pod({ volumes }, { volumeMounts }))).toEqual([])
})

describe('what the API server would refuse is a fault', () => {
  test.each<readonly [fault: string, manifest: Values]>([
    ['Service/1a metadata.name', object('Service', {}, { name: '1a' })],
    ['Pod/a metadata.labels.b: "-"', { ...pod({}), metadata: { name: 'a', labels: { b: '-' } } }],
    [
      'Pod/a metadata.annotations: key "a/b/c"',
      { ...pod({}), metadata: { name: 'a', annotations: { 'a/b/c': '' } } },
    ],
    ['Pod/a spec.containers.0.image: " "', pod({}, { image: ' ' })],
    ['Pod/a spec.containers.0.name: "C"', pod({}, { name: 'C' })],
    [
      'Pod/a spec.containers.0.ports.0.name: "a--b"',
      pod({}, { ports: [{ ...port, name: 'a--b' }] }),
    ],
    [
      'Pod/a spec.containers.0.ports.0.containerPort: 0',
      pod({}, { ports: [{ containerPort: 0 }] }),
    ],
    [
      'Pod/a spec.containers.0.resources.limits.cpu: "1x"',
      pod({}, { resources: { limits: { cpu: '1x' } } }),
    ],
    [
      'Pod/a container c: requests of cpu are above the limit',
      pod({}, { resources: { requests: { cpu: 2 }, limits: { cpu: '1' } } }),
    ],
    ['Pod/a container c: no volume v', pod({}, { volumeMounts: [{ name: 'v', mountPath: '/v' }] })],
    ['Pod/a container c: not restricted', pod({}, { securityContext: {} })],
    [
      'Pod/a container c: env A has fieldRef and secretKeyRef',
      variable({ secretKeyRef: { name: 'a', key: 'b' }, fieldRef: { fieldPath: 'spec.nodeName' } }),
    ],
    [
      'Pod/a spec.containers.0.env.0.valueFrom.fieldRef.fieldPath: "spec.hostname"',
      variable({ fieldRef: { fieldPath: 'spec.hostname' } }),
    ],
    [
      'Pod/a container c: divisor 1m of limits.memory',
      variable({ resourceFieldRef: { resource: 'limits.memory', divisor: '1m' } }),
    ],
    ['Pod/a container c: envFrom has nothing', pod({}, { envFrom: [{}] })],
    [
      'Pod/a container c: port 80/TCP twice',
      pod({}, { ports: [port, { ...port, protocol: 'TCP' }] }),
    ],
    ['Pod/a container c: livenessProbe has nothing', pod({}, { livenessProbe: {} })],
    [
      'Pod/a container c: livenessProbe has exec and grpc',
      pod({}, { livenessProbe: { exec: { command: ['a'] }, grpc: { port: 1 } } }),
    ],
    [
      'Pod/a spec.containers.0.readinessProbe.httpGet.port: "HTTP"',
      pod({}, { readinessProbe: { httpGet: { port: 'HTTP' } } }),
    ],
    [
      'Pod/a container c: preStop has no command',
      pod({}, { lifecycle: { preStop: { exec: { command: [] } } } }),
    ],
    ['Pod/a container c: restartPolicy', pod({}, { restartPolicy: 'Always' })],
    ['Pod/a container i: lifecycle without restartPolicy', starting({ lifecycle: {} })],
    ['Pod/a containers c twice', starting({ name: 'c' })],
    ['Pod/a container c: env A twice', pod({}, { env: [{ name: 'A' }, { name: 'A' }] })],
    ['Pod/a container c: preStop', pod({}, { lifecycle: { preStop: { sleep: { seconds: 31 } } } })],
    ['Pod/a volume v lacks csi.driver', pod({ volumes: [{ name: 'v', csi: {} }] })],
    [
      'Pod/a volume v has several types',
      pod({ volumes: [{ name: 'v', emptyDir: {}, secret: {} }] }),
    ],
    ['Pod/a volumes v twice', pod({ volumes: [{ name: 'v' }, { name: 'v' }] })],
    ['Pod/a toleration {"operator":"Equal"}', pod({ tolerations: [{ operator: 'Equal' }] })],
    ['Pod/a affinity: no node terms', nodes({})],
    ['Pod/a affinity: a In undefined', nodes({ matchExpressions: [{ key: 'a', operator: 'In' }] })],
    [
      'Pod/a affinity: a Exists ["b"]',
      nodes({ matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] }),
    ],
    [
      'Pod/a affinity: a Gt ["b"]',
      nodes({ matchExpressions: [{ key: 'a', operator: 'Gt', values: ['b'] }] }),
    ],
    [
      'Pod/a affinity: field In',
      nodes({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a', 'b'] }] }),
    ],
    ['Pod/a affinity: no topologyKey', near({ weight: 1, podAffinityTerm: {} })],
    ['Pod/a affinity: half a rule', near({ podAffinityTerm: { topologyKey: 'a' } })],
    [
      'Pod/a affinity: a Gt ["1"]',
      near({
        weight: 1,
        podAffinityTerm: {
          topologyKey: 'a',
          labelSelector: { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] },
        },
      }),
    ],
    [
      'NetworkPolicy/a spec.ingress.0.from.0.ipBlock.cidr: "10.0.0.1/8"',
      object('NetworkPolicy', { ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.1/8' } }] }] }),
    ],
    [
      'NetworkPolicy/a spec.ingress.0.from.0.ipBlock.cidr: "fd00::1/64"',
      object('NetworkPolicy', { ingress: [{ from: [{ ipBlock: { cidr: 'fd00::1/64' } }] }] }),
    ],
    ['ResourceQuota/a spec.hard: key "cpus"', object('ResourceQuota', { hard: { cpus: 1 } })],
    [
      'HorizontalPodAutoscaler/a minReplicas',
      object('HorizontalPodAutoscaler', { minReplicas: 2, maxReplicas: 1 }),
    ],
    [
      'Deployment/a strategy',
      object('Deployment', { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: '0%' } } }),
    ],
    [
      'LimitRange/a default request of cpu',
      object('LimitRange', { limits: [{ default: { cpu: 1 }, defaultRequest: { cpu: 2 } }] }),
    ],
  ])('%s', (fault, manifest) => {
    expect(faults(manifest)).toEqual([fault])
  })
})
