import { describe, expect, test } from 'vitest'
import { podRules } from '../../../src/verify/rules/pod-rules.ts'
import { findings, testRules } from './rule-cases.ts'

const place = 'Pod/orders spec'

testRules(podRules, {
  'container names are unique within a pod': {
    holds: pod('containers: [{ name: app }, { name: log }]'),
    breaks: pod('{ initContainers: [{ name: app }], containers: [{ name: app }] }'),
    finds: [`${place}: two containers are named app`],
  },

  'port names are unique within a pod': {
    holds: pod(`
  containers:
    - { name: app, ports: [{ name: http, containerPort: 80 }, { containerPort: 81 }] }
    - { name: log, ports: [{ name: metrics, containerPort: 90 }, { containerPort: 91 }] }`),
    breaks: pod(`
  containers:
    - { name: app, ports: [{ name: http, containerPort: 80 }] }
    - { name: log, ports: [{ name: http, containerPort: 81 }] }`),
    finds: [`${place}: two ports are named http`],
  },

  'port names have at most 15 characters, of a-z, 0-9 and -': {
    holds: pod(
      'containers: [{ name: app, ports: [{ name: abcdefghijklm-1, containerPort: 80 }] }]',
    ),
    breaks: pod(`
  containers:
    - name: app
      ports:
        - { name: abcdefghijklmn-1, containerPort: 80 }
        - { name: "80", containerPort: 81 }
        - { name: Http, containerPort: 82 }`),
    finds: [
      `${place}.containers.app: the port is named abcdefghijklmn-1`,
      `${place}.containers.app: the port is named 80`,
      `${place}.containers.app: the port is named Http`,
    ],
  },

  'every port that a probe or a hook names is a port of its container': {
    holds: pod(`
  containers:
    - name: app
      ports: [{ name: http, containerPort: 80 }]
      livenessProbe: { httpGet: { path: /, port: http } }
      readinessProbe: { tcpSocket: { port: 80 } }
      startupProbe: { exec: { command: [ls] } }`),
    breaks: pod(`
  containers:
    - name: app
      ports: [{ name: http, containerPort: 80 }]
      readinessProbe: { httpGet: { path: /, port: metrics } }
      lifecycle: { preStop: { httpGet: { path: /, port: admin } } }
    - { name: metrics, ports: [{ name: metrics, containerPort: 90 }] }`),
    finds: [
      `${place}.containers.app: readinessProbe asks for metrics`,
      `${place}.containers.app: preStop asks for admin`,
    ],
  },

  'requests are at most the limits': {
    holds: pod(`
  containers:
    - name: app
      resources: { requests: { cpu: 250m, memory: 1Gi }, limits: { cpu: 0.25, memory: 1024Mi } }
    - { name: log, resources: { requests: { cpu: 250m }, limits: { memory: 1Gi } } }`),
    breaks: pod(`
  containers:
    - name: app
      resources: { requests: { cpu: 1, memory: 1Gi }, limits: { cpu: 999m, memory: 1000M } }`),
    finds: [
      `${place}.containers.app: cpu 1 of 999m`,
      `${place}.containers.app: memory 1Gi of 1000M`,
    ],
  },

  'every $(NAME) in an environment names a variable set before it': {
    holds: pod(`
  containers:
    - name: app
      env:
        - { name: HOST, value: db }
        - { name: URL, value: "postgres://$(HOST):5432/$$(NOT_EXPANDED)" }
    - name: log
      envFrom: [{ configMapRef: { name: log } }]
      env: [{ name: URL, value: $(FROM_CONFIG_MAP) }]`),
    breaks: pod(`
  containers:
    - name: app
      env:
        - { name: URL, value: "postgres://$(HOST)/$(DATABASE)" }
        - { name: HOST, value: db }`),
    finds: [`${place}.containers.app: URL uses HOST`, `${place}.containers.app: URL uses DATABASE`],
  },
})

describe('each workload has its pods checked', () => {
  test.each([
    ['Deployment', 'template: { spec: SPEC }', 'spec.template.spec'],
    ['StatefulSet', 'template: { spec: SPEC }', 'spec.template.spec'],
    ['DaemonSet', 'template: { spec: SPEC }', 'spec.template.spec'],
    ['Job', 'template: { spec: SPEC }', 'spec.template.spec'],
    [
      'CronJob',
      'jobTemplate: { spec: { template: { spec: SPEC } } }',
      'spec.jobTemplate.spec.template.spec',
    ],
  ])('%s', (kind, body, path) => {
    const spec = body.replace('SPEC', '{ containers: [{ name: a }, { name: a }] }')
    const rendered = `{ apiVersion: v1, kind: ${kind}, metadata: { name: a }, spec: { ${spec} } }`
    expect(findings(podRules, rendered)).toEqual([`${kind}/a ${path}: two containers are named a`])
  })
})

function pod(spec: string): string {
  const block = spec.startsWith('\n') ? spec : ` ${spec.startsWith('{') ? spec : `{ ${spec} }`}`
  return `
apiVersion: v1
kind: Pod
metadata: { name: orders }
spec:${block}
`
}
