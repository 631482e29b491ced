import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IEnvVar } from 'kubernetes-models/v1/EnvVar'
import { secretName } from '../../kubernetes/identity/credentials.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { podTemplate } from '../../kubernetes/pod/pod.ts'
import type { Priority } from '../../kubernetes/pod/scheduling.ts'
import { workloadContainer } from '../../kubernetes/pod/workload-container.ts'
import { statefulSet } from '../../kubernetes/workload/stateful-set.ts'
import { dataVolume } from '../../kubernetes/workload/volume-claim.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { clientLabels } from '../../platform/connections.ts'
import { text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type { Templated, TemplatedItem } from '../../template/node/templated.ts'
import { dashboardDirectory, provisioning } from './configuration.ts'
import { grafanaPort } from './contract.ts'
import type { GrafanaValues } from './values.ts'

const { value } = scope<GrafanaValues>()

const secretDirectory = '/run/secrets/grafana'

/** The StatefulSet of a Grafana: one pod, since its database is a file. */
export function grafanaSet(
  context: ComponentContext,
  priority: Priority,
  names: Naming,
): Templated<IStatefulSet> {
  const items = [
    { key: 'datasources.yaml', path: 'datasources/prometheus.yaml' },
    { key: 'dashboards.yaml', path: 'dashboards/files.yaml' },
  ]
  return statefulSet({
    names,
    replicas: 1,
    template: podTemplate({
      names,
      priority,
      clientLabels: clientLabels(context),
      checksums: ['configmap.yaml', 'dashboards.yaml', 'secret.yaml'],
      containers: [container],
      volumes: [
        dataVolume(names),
        { name: 'provisioning', configMap: { name: names.fullname, items } },
        { name: 'dashboards', configMap: { name: text`${names.fullname}-dashboards` } },
        { name: 'secrets', secret: { secretName: secretName(context.name) } },
        { name: 'tmp', emptyDir: {} },
      ],
    }),
  })
}

/** It calls nobody outside, lets nobody in without a password, and lets nobody make an account. */
const settings: Readonly<Record<string, string>> = {
  GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
  GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
  GF_ANALYTICS_REPORTING_ENABLED: 'false',
  GF_AUTH_ANONYMOUS_ENABLED: 'false',
  GF_LOG_CONSOLE_FORMAT: 'json',
  GF_LOG_MODE: 'console',
  GF_NEWS_NEWS_FEED_ENABLED: 'false',
  GF_PATHS_LOGS: '/var/lib/grafana/log',
  GF_PATHS_PROVISIONING: provisioning,
  GF_PLUGINS_PREINSTALL_DISABLED: 'true',
  GF_SECURITY_ADMIN_PASSWORD__FILE: `${secretDirectory}/password`,
  GF_SECURITY_DISABLE_GRAVATAR: 'true',
  GF_SECURITY_SECRET_KEY__FILE: `${secretDirectory}/secret-key`,
  GF_SERVER_HTTP_PORT: String(grafanaPort.port),
  GF_SNAPSHOTS_EXTERNAL_ENABLED: 'false',
  GF_USERS_ALLOW_SIGN_UP: 'false',
}

const env: readonly TemplatedItem<IEnvVar>[] = [
  ...Object.entries(settings).map(([name, text]) => ({ name, value: text })),
  { name: 'GF_SERVER_ROOT_URL', value: value('rootUrl') },
]

const health = { httpGet: { port: grafanaPort.name, path: '/api/health' } }

const container: Templated<IContainer> = workloadContainer({
  name: 'grafana',
  ports: [{ name: grafanaPort.name, containerPort: grafanaPort.port, protocol: 'TCP' }],
  env,
  probes: { startup: health, liveness: health, readiness: health },
  volumeMounts: [
    { name: 'data', mountPath: '/var/lib/grafana' },
    { name: 'provisioning', mountPath: provisioning, readOnly: true },
    { name: 'dashboards', mountPath: dashboardDirectory, readOnly: true },
    { name: 'secrets', mountPath: secretDirectory, readOnly: true },
    { name: 'tmp', mountPath: '/tmp' },
  ],
})
