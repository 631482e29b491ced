import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { configMap } from '../../kubernetes/config-map.ts'
import { hostOf, type Naming } from '../../kubernetes/naming.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { pointOf } from '../../platform/connections.ts'
import { text } from '../../template/node/expression.ts'
import { block, joinBlocks } from '../../template/node/structure.ts'
import type { Templated } from '../../template/node/templated.ts'
import { dashboardsOf } from './dashboards.ts'

/** Where it finds what it has from the start. */
export const provisioning = '/etc/grafana/provisioning'

/** Where the dashboards are mounted. */
export const dashboardDirectory = '/etc/grafana-dashboards'

/** Its data sources, and where the dashboards are. */
export function configuration(context: ComponentContext, names: Naming): Templated<IConfigMap> {
  const sources = context.uses
    .filter(({ edge }) => edge.interface === 'queries')
    .map(
      (use, index) => block`
        - name: ${use.edge.to}
          uid: ${use.edge.to}
          type: prometheus
          access: proxy
          url: "http://${hostOf(pointOf(use, context))}:9090"
          isDefault: ${String(index === 0)}
          editable: false
          jsonData: { httpMethod: POST }
      `,
    )
  return configMap(names, {
    'datasources.yaml': block`
      apiVersion: 1
      prune: true
      datasources:
        ${joinBlocks(...sources)}
    `,
    'dashboards.yaml': block`
      apiVersion: 1
      providers:
        - name: chart
          type: file
          disableDeletion: true
          allowUiUpdates: false
          options: { path: ${dashboardDirectory} }
    `,
  })
}

/** The dashboards for what the platform has. */
export function dashboards(context: ComponentContext, names: Naming): Templated<IConfigMap> {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: text`${names.fullname}-dashboards`, labels: names.labels },
    data: dashboardsOf(context),
  }
}
