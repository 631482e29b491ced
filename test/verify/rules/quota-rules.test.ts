import { quotaRules } from '../../../src/verify/rules/quota-rules.ts'
import { testRules } from './rule-cases.ts'

const quota = (hard: string): string => `
apiVersion: v1
kind: ResourceQuota
metadata: { name: shop }
spec: { hard: { ${hard} } }
---`

const web = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    spec: { containers: [{ name: app, resources: { requests: { cpu: 500m, memory: 1Gi } } }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec: { minReplicas: 2, maxReplicas: 4, scaleTargetRef: { kind: Deployment, name: web } }
---`

testRules(quotaRules, {
  'what the release takes at the least fits its ResourceQuota': {
    holds: quota('cpu: 1, requests.memory: 2Gi, pods: 2, configmaps: 0') + web,
    breaks: quota('cpu: 900m, requests.memory: 2Gi, pods: 1, persistentvolumeclaims: 0') + web,
    finds: [
      'ResourceQuota/shop spec.hard.cpu: it grants 900m, and its pods and volumes take 1 at the least',
      'ResourceQuota/shop spec.hard.pods: it grants 1, and its pods and volumes take 2 at the least',
    ],
  },

  'what the release takes at the most fits its ResourceQuota': {
    holds: quota('requests.cpu: 2500m, pods: 5') + web,
    breaks: quota('requests.cpu: 2, pods: 4') + web,
    finds: [
      'ResourceQuota/shop spec.hard.requests.cpu: it grants 2, and its pods and volumes take up to 2, and an upgrade 0.5 beside that',
      'ResourceQuota/shop spec.hard.pods: it grants 4, and its pods and volumes take up to 4, and an upgrade 1 beside that',
    ],
  },
})
