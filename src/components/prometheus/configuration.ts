import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { configMap } from '../../kubernetes/config-map.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { release } from '../../template/node/expression.ts'
import type { Block } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { block, joinBlocks } from '../../template/node/structure.ts'
import type { Templated } from '../../template/node/templated.ts'
import type { PrometheusOwn } from './options.ts'
import { alertmanagers, scrapeConfigs } from './scrape-configs.ts'
import type { PrometheusValues } from './values.ts'

const { value } = scope<PrometheusValues>()

/** Where the ConfigMap is mounted. */
export const configDirectory = '/etc/prometheus'

/** Where the rules are. */
export const rulesDirectory = '/etc/prometheus-rules'

/** Root of the volume. */
export const dataDirectory = '/prometheus'

/** The configuration of the server. Another one rolls the pod: nobody may reload it over the network. */
export function configuration(
  context: ComponentContext,
  model: PrometheusOwn,
  names: Naming,
): Templated<IConfigMap> {
  return configMap(names, {
    'prometheus.yml': block`
      global:
        scrape_interval: ${value('scrapeInterval')}
        evaluation_interval: ${value('scrapeInterval')}
        external_labels:
          release: "${release.name}"
      storage:
        tsdb:
          retention:
            time: ${value('retention.time')}
            size: ${value('retention.size')}
      rule_files:
        - ${rulesDirectory}/*.yaml
      ${alerting(context)}
      scrape_configs:
        ${scrapeConfigs(context, model)}
    `,
  })
}

/** Every Alertmanager that it has an edge to gets its alerts. */
function alerting(context: ComponentContext): Block {
  const targets = alertmanagers(context)
  if (targets.length === 0) return joinBlocks()
  return block`
    alerting:
      alertmanagers:
        - static_configs:
            - targets:
                ${joinBlocks(...targets)}
  `
}
