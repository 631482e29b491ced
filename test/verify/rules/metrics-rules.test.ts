import { metricsRules } from '../../../src/verify/rules/metrics-rules.ts'
import { testRules } from './rule-cases.ts'

const pod = (annotations: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    metadata: { labels: { app: web }, annotations: ${annotations} }
    spec:
      initContainers: [{ name: exporter, ports: [{ name: nginx-metrics, containerPort: 9113 }] }]
      containers: [{ name: web, ports: [{ name: http, containerPort: 8080 }] }]
`
const scraped = pod(`{ prometheus.io/scrape: "true", prometheus.io/port: "8080" }`)
const monitor = (port: string): string => `
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: web }
spec: { selector: { matchLabels: { app: web } }, podMetricsEndpoints: [{ port: ${port} }] }
`
const policy = (ingress: string, type = 'Ingress'): string => `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: p${ingress.length} }
spec: { podSelector: {}, policyTypes: [${type}], ingress: ${ingress} }
`
const open = policy('[{ from: [{ podSelector: {} }], ports: [{ port: 8080 }, { port: 9113 }] }]')

const prometheus = (name: string, alerting: string): string => `
---
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name} }
data:
  prometheus.yml: |
    rule_files: [/etc/rules/*.yaml]
    ${alerting}
`

testRules(metricsRules, {
  'every port that a PodMonitor names is a port of each pod that it selects': {
    holds: pod('{}') + monitor('nginx-metrics'),
    breaks: pod('{}') + monitor('metrics'),
    finds: ['PodMonitor/web: Deployment web has no port metrics'],
  },

  'somebody may come to each port with metrics that is fetched': {
    holds: [
      scraped,
      scraped + policy('[]', 'Egress'),
      scraped + policy('[]') + open,
      pod('{}') + policy('[]'),
    ].join('---'),
    breaks: scraped + policy('[]') + policy('[{ ports: [{ port: 8080 }] }]'),
    finds: ['Deployment/web: no network policy lets anybody come to port 9113'],
  },

  'somebody gets the alerts of each Prometheus that has rules': {
    holds: [
      prometheus('a', 'alerting: { alertmanagers: [{ static_configs: [{ targets: [b] }] }] }'),
      prometheus('b', '').replace('rule_files:', 'scrape_configs:'),
      prometheus('c', '').replace('prometheus.yml', 'other.yml'),
    ].join(''),
    breaks: prometheus('a', 'alerting: { alertmanagers: [] }') + prometheus('b', ''),
    finds: [
      'ConfigMap/a: it names rule files, and no Alertmanager',
      'ConfigMap/b: it names rule files, and no Alertmanager',
    ],
  },
})
