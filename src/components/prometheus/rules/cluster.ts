import { text } from '../../../template/node/expression.ts'
import { scope } from '../../../template/node/scope.ts'
import type { PrometheusValues } from '../values.ts'
import type { MakeRules } from './rule.ts'

const { value } = scope<PrometheusValues>()

/** Containers, by cAdvisor in the kubelets. */
export const containerUsageRules: MakeRules = (here) => [
  {
    alert: 'ContainerMemoryHigh',
    severity: 'warning',
    expr: text`100 * container_memory_working_set_bytes{${here},container!=""} / (container_spec_memory_limit_bytes{${here},container!=""} > 0) > ${value('rules.container.memoryPercent')}`,
    for: '10m',
    summary:
      '{{ $labels.container }} in {{ $labels.pod }} has {{ $value | printf "%.0f" }} % of its memory in use',
    meaning: 'At its limit the container is killed.',
    action: 'Raise resources.limits.memory, or find out what grows.',
  },
  {
    alert: 'ContainerThrottled',
    severity: 'warning',
    expr: text`100 * sum by (namespace, pod, container) (rate(container_cpu_cfs_throttled_periods_total{${here},container!=""}[5m])) / sum by (namespace, pod, container) (rate(container_cpu_cfs_periods_total{${here},container!=""}[5m])) > ${value('rules.container.throttledPercent')}`,
    for: '15m',
    summary:
      '{{ $labels.container }} in {{ $labels.pod }} waits for CPU in {{ $value | printf "%.0f" }} % of the time',
    meaning: 'It would use more CPU than its limit lets it, and answers more slowly.',
    action: 'Raise resources.limits.cpu, take the limit away, or add pods.',
  },
]

/** Containers, by kube-state-metrics. */
export const containerStateRules: MakeRules = (here) => [
  {
    alert: 'ContainerOutOfMemory',
    severity: 'critical',
    expr: text`increase(kube_pod_container_status_restarts_total{${here}}[10m]) > 0 and on (namespace, pod, container) kube_pod_container_status_last_terminated_reason{${here},reason="OOMKilled"} == 1`,
    for: '0s',
    summary: '{{ $labels.container }} in {{ $labels.pod }} was killed for want of memory',
    meaning: 'The container took more memory than its limit.',
    action:
      'Raise resources.limits.memory, and what the program itself is told of it (heap, maxmemory).',
  },
  {
    alert: 'ContainerRestarts',
    severity: 'warning',
    expr: text`increase(kube_pod_container_status_restarts_total{${here}}[1h]) > ${value('rules.container.restarts')}`,
    for: '0s',
    summary:
      '{{ $labels.container }} in {{ $labels.pod }} was restarted {{ $value | printf "%.0f" }} times in an hour',
    meaning: 'It crashes, or its liveness probe ends it.',
    action: 'kubectl logs --previous, and kubectl describe pod for the reason.',
  },
  {
    alert: 'ContainerCannotStart',
    severity: 'critical',
    expr: text`kube_pod_container_status_waiting_reason{${here},reason=~"CrashLoopBackOff|CreateContainerConfigError|ErrImagePull|ImagePullBackOff"} == 1`,
    for: '5m',
    summary: '{{ $labels.container }} in {{ $labels.pod }} cannot start: {{ $labels.reason }}',
    meaning:
      'The image cannot be had, a Secret or ConfigMap is missing, or the program ends at once.',
    action: 'kubectl describe pod names it. chartwright secrets makes Secrets that are missing.',
  },
]

/** Objects of Kubernetes, by kube-state-metrics. */
export const kubernetesRules: MakeRules = (here) => [
  {
    alert: 'PodNotReady',
    severity: 'warning',
    expr: text`sum by (namespace, pod) (kube_pod_status_phase{${here},phase=~"Pending|Unknown"}) > 0 or sum by (namespace, pod) (kube_pod_status_ready{${here},condition="false"} == 1 and on (namespace, pod) kube_pod_status_phase{${here},phase="Running"} == 1)`,
    for: value('rules.kubernetes.notReadyFor'),
    summary: 'The pod {{ $labels.pod }} is not ready',
    meaning: 'It cannot be scheduled, waits for a volume or a store, or fails its readiness probe.',
    action: 'kubectl describe pod: the events say what it waits for.',
  },
  {
    alert: 'DeploymentIncomplete',
    severity: 'warning',
    expr: text`kube_deployment_spec_replicas{${here}} > kube_deployment_status_replicas_available{${here}}`,
    for: value('rules.kubernetes.notReadyFor'),
    summary: '{{ $labels.deployment }} has fewer pods than it should',
    meaning: 'An upgrade does not get on, or nodes have no room.',
    action: 'kubectl rollout status, and kubectl describe of a pod that is not ready.',
  },
  {
    alert: 'StatefulSetIncomplete',
    severity: 'warning',
    expr: text`kube_statefulset_replicas{${here}} > kube_statefulset_status_replicas_ready{${here}}`,
    for: value('rules.kubernetes.notReadyFor'),
    summary: '{{ $labels.statefulset }} has fewer pods than it should',
    meaning: 'A member of a store is missing.',
    action: 'kubectl describe of the pod that is not ready; its claim may wait for a volume.',
  },
  {
    alert: 'AutoscalerAtMaximum',
    severity: 'warning',
    expr: text`kube_horizontalpodautoscaler_status_current_replicas{${here}} >= kube_horizontalpodautoscaler_spec_max_replicas{${here}}`,
    for: '15m',
    summary: '{{ $labels.horizontalpodautoscaler }} has as many pods as it may',
    meaning: 'More load makes answers slower from now on.',
    action: 'Raise autoscaling.maxReplicas, if the nodes and the stores have room.',
  },
  {
    alert: 'JobFailed',
    severity: 'warning',
    expr: text`kube_job_status_failed{${here},job_name!~".*-backup-.*"} > 0 and on (namespace, job_name) kube_job_status_active{${here}} == 0 unless on (namespace, job_name) kube_job_status_succeeded{${here}} > 0`,
    for: '1m',
    summary: 'The Job {{ $labels.job_name }} failed',
    meaning: 'A migration, a provisioning or a job of the platform did not end well.',
    action:
      'kubectl logs job/{{ $labels.job_name }}. Once the cause is gone, run it again by its value run.',
  },
  {
    alert: 'NodeNotReady',
    severity: 'critical',
    expr: 'kube_node_status_condition{condition="Ready",status="true"} == 0',
    for: '5m',
    summary: 'The node {{ $labels.node }} is not ready',
    meaning: 'Its pods are moved elsewhere, those with a volume perhaps not.',
    action: 'kubectl describe node, and the console of whoever runs the cluster.',
  },
]

/** CronJobs of backups, by kube-state-metrics: their names end in `-backup`. */
export const backupRules: MakeRules = (here) => [
  {
    alert: 'BackupTooOld',
    severity: 'critical',
    expr: text`time() - kube_cronjob_status_last_successful_time{${here},cronjob=~".*-backup"} > 3600 * ${value('rules.backups.ageHours')}`,
    for: '0s',
    summary: 'The last good backup by {{ $labels.cronjob }} is {{ $value | humanizeDuration }} old',
    meaning: 'What was written since would be lost with the store.',
    action:
      'Look at the Jobs of the CronJob (kubectl get jobs) and their logs; run one by kubectl create job --from=cronjob/….',
  },
  {
    alert: 'BackupFailed',
    severity: 'warning',
    expr: text`kube_job_status_failed{${here},job_name=~".*-backup-.*"} > 0 unless on (namespace, job_name) kube_job_status_succeeded{${here}} > 0`,
    for: '1m',
    summary: 'The backup {{ $labels.job_name }} failed',
    meaning: 'The next run may succeed; until then the last good backup is the one before.',
    action:
      'kubectl logs job/{{ $labels.job_name }} --all-containers: the target cannot be reached, or a password has changed.',
  },
]

/** Certificates, by cert-manager. */
export const certificateRules: MakeRules = (here) => [
  {
    alert: 'CertificateExpires',
    severity: 'critical',
    expr: text`(certmanager_certificate_expiration_timestamp_seconds{${here}} - time()) / 86400 < ${value('rules.certificates.days')}`,
    for: '1h',
    summary: 'The certificate {{ $labels.name }} ends in {{ $value | printf "%.0f" }} days',
    meaning:
      'cert-manager renews a certificate when a third of its time is left, so that this one could not be.',
    action: 'kubectl describe certificate and certificaterequest say why; look at the issuer.',
  },
  {
    alert: 'CertificateNotReady',
    severity: 'warning',
    expr: text`certmanager_certificate_ready_status{${here},condition="False"} == 1`,
    for: '15m',
    summary: 'The certificate {{ $labels.name }} is not ready',
    meaning: 'The Secret with the certificate is missing, or is not what the Certificate asks for.',
    action: 'kubectl describe certificate and certificaterequest say why.',
  },
]
