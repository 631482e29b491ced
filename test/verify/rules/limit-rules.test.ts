import { describe, expect, test } from 'vitest'
import { limitFaults } from '../../../src/verify/rules/container-limits.ts'
import { limitRules } from '../../../src/verify/rules/limit-rules.ts'
import { limitCases } from './limit-cases.ts'
import { testRules } from './rule-cases.ts'

const range = (item: string): string => `
apiVersion: v1
kind: LimitRange
metadata: { name: shop }
spec: { limits: [${item}] }
---`

const job = (resources: string): string => `
apiVersion: batch/v1
kind: Job
metadata: { name: migrate }
spec:
  template:
    spec:
      initContainers: [{ name: wait }]
      containers: [{ name: app, resources: ${resources} }]
`

const place = 'Job/migrate spec.template.spec'

testRules(limitRules, {
  'every container fits the LimitRange of its namespace': {
    holds:
      range('{ type: Container, default: { cpu: 500m }, defaultRequest: { cpu: 50m } }') +
      job('{ requests: { cpu: 500m }, limits: { memory: 1Gi } }'),
    breaks: range('{ type: Container, default: { cpu: 500m } }') + job('{ requests: { cpu: 1 } }'),
    finds: [
      `${place}.containers.app: cpu 1 is above the limit of 500m that the LimitRange gives it`,
    ],
  },

  'every container states what the ResourceQuota of its namespace counts': {
    holds:
      range('{ type: Container, default: { memory: 1Gi }, defaultRequest: { cpu: 50m } }') +
      quota('requests.cpu: 1, limits.memory: 2Gi, pods: 3') +
      job('{}'),
    breaks: quota('cpu: 1, limits.memory: 2Gi') + job('{ limits: { cpu: 1 } }'),
    finds: [
      `${place}.initContainers.wait: it has no requests.cpu`,
      `${place}.initContainers.wait: it has no limits.memory`,
      `${place}.containers.app: it has no limits.memory`,
    ],
  },
})

function quota(hard: string): string {
  return `
apiVersion: v1
kind: ResourceQuota
metadata: { name: shop }
spec: { hard: { ${hard} } }
---`
}

describe('what a LimitRange refuses', () => {
  test.each(limitCases)('$name', ({ item, resources, faults }) => {
    const found = limitFaults({ resources }, [{ type: 'Container', ...item }])
    expect(found.length, found.join('\n')).toBe(faults)
  })
})
