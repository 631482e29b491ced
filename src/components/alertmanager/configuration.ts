import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { configMap } from '../../kubernetes/config-map.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { join } from '../../template/node/expression.ts'
import type { Block } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { block, joinBlocks } from '../../template/node/structure.ts'
import type { Templated } from '../../template/node/templated.ts'
import { smtpKey, secretKey } from './contract.ts'
import {
  type AlertmanagerOwn,
  nobody,
  receiversBy,
  type RouteOptions,
  usualReceiver,
  type Way,
  waysOf,
} from './options.ts'
import type { AlertmanagerValues } from './values.ts'

const { value, when } = scope<AlertmanagerValues>()

/** Where the ConfigMap is mounted. */
export const configDirectory = '/etc/alertmanager'

/** Where URLs, keys and passwords are mounted. */
export const secretDirectory = '/run/secrets/alertmanager'

/** The configuration. Another one rolls the pod, as another Prometheus' does. */
export function configuration(model: AlertmanagerOwn, names: Naming): Templated<IConfigMap> {
  const { receivers, routes = [], watchdog = nobody } = model
  return configMap(names, {
    'alertmanager.yml': block`
      global:
        resolve_timeout: 5m
        ${receiversBy(model, 'email').length > 0 ? smtp : joinBlocks()}
      route:
        receiver: ${usualReceiver(model) ?? nobody}
        group_by: [alertname, namespace, job]
        group_wait: ${value('grouping.wait')}
        group_interval: ${value('grouping.interval')}
        repeat_interval: ${value('grouping.repeat')}
        routes:
          - matchers: [alertname="Watchdog"]
            receiver: ${watchdog}
            group_wait: 0s
            group_interval: 1m
            repeat_interval: 5m
          ${joinBlocks(...routes.map(route))}
      inhibit_rules:
        - source_matchers: [alertname="ServiceDown"]
          target_matchers: [severity="warning"]
          equal: [namespace, job]
        - source_matchers: [severity="critical"]
          target_matchers: [severity="warning"]
          equal: [namespace, job, pod, category]
      receivers:
        - name: ${nobody}
        ${joinBlocks(...Object.keys(receivers).map((name) => receiver(name, model)))}
    `,
  })
}

const smtp = block`
  smtp_smarthost: '${value('smtp.host')}:${value('smtp.port')}'
  smtp_from: '${value('smtp.from')}'
  smtp_require_tls: ${value('smtp.requireTls')}
  ${when(
    'smtp.auth.enabled',
    block`
      smtp_auth_username: '${value('smtp.auth.username')}'
      smtp_auth_password_file: ${secretDirectory}/${smtpKey}
    `,
  )}
`

function route({ receiver: to, alert, severity, category, goesOn = false }: RouteOptions): Block {
  const matchers = Object.entries({ alertname: alert, severity, category })
    .filter(([, text]) => text !== undefined)
    .map(([label, text]) => `${label}="${text}"`)
  return block`
    - matchers: [${matchers.join(', ')}]
      receiver: ${to}
      continue: ${String(goesOn)}
  `
}

function receiver(name: string, { receivers }: AlertmanagerOwn): Block {
  const all = waysOf(receivers[name] ?? {}).map((way) => configs[way](name))
  return block`
    - name: ${name}
      ${joinBlocks(...all)}
  `
}

const file = (key: string): string => `${secretDirectory}/${key}`

const configs: Readonly<Record<Way, (receiver: string) => Block>> = {
  slack: (name) => block`
    slack_configs:
      - api_url_file: ${file(secretKey(name, 'slack'))}
        channel: '${value(`receivers.${name}.slack.channel`)}'
        send_resolved: true
        title: '{{ .Status | toUpper }}: {{ .CommonLabels.alertname }} ({{ .CommonLabels.severity }})'
        text: >-
          {{ range .Alerts }}{{ .Annotations.summary }}

          {{ .Annotations.description }}

          {{ .Annotations.runbook_url }}

          {{ end }}
  `,
  email: (name) => block`
    email_configs:
      - to: '${join(', ', value(`receivers.${name}.email.to`))}'
        send_resolved: true
  `,
  pagerduty: (name) => block`
    pagerduty_configs:
      - routing_key_file: ${file(secretKey(name, 'pagerduty'))}
        send_resolved: true
        severity: '{{ if eq .CommonLabels.severity "critical" }}critical{{ else }}warning{{ end }}'
  `,
  webhook: (name) => block`
    webhook_configs:
      - url_file: ${file(secretKey(name, 'webhook'))}
        send_resolved: true
  `,
}
