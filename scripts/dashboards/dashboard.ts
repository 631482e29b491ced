import {
  LegendDisplayMode,
  LegendPlacement,
  VizLegendOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common'
import {
  DashboardBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  RowBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard'
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus'
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries'
import type { Board, Panel } from './board.ts'

const source = { type: 'prometheus', uid: '${datasource}' }

/** A dashboard of Grafana, in which the viewer chooses namespaces. */
export function dashboard(name: string, { title, description, rows }: Board): unknown {
  const builder = new DashboardBuilder(title)
    .uid(`chartwright-${name}`)
    .description(description)
    .tags(['chartwright'])
    .readonly()
    .refresh('30s')
    .time({ from: 'now-3h', to: 'now' })
    .timezone('browser')
    .withVariable(
      new DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus'),
    )
    .withVariable(
      new QueryVariableBuilder('namespace')
        .label('Namespace')
        .datasource(source)
        .query({ query: 'label_values(up, namespace)', refId: 'namespace' })
        .multi(true)
        .includeAll(true)
        .current({ text: 'All', value: '$__all', selected: true }),
    )
  let id = 0
  for (const [row, panels] of Object.entries(rows)) {
    builder.withRow(new RowBuilder(row).id((id += 1))) // which the SDK calls 0 otherwise, all of them
    for (const one of panels) builder.withPanel(panel(one).id((id += 1)))
  }
  return builder.build()
}

/** Without one the SDK hides it. */
const legend = new VizLegendOptionsBuilder()
  .showLegend(true)
  .displayMode(LegendDisplayMode.List)
  .placement(LegendPlacement.Bottom)

function panel({ title, unit, queries }: Panel): PanelBuilder {
  const builder = new PanelBuilder()
    .title(title)
    .legend(legend)
    .datasource(source)
    .unit(unit)
    .min(0)
    .span(8)
    .height(8)
  queries.forEach(([expr, called], index) => {
    const refId = String.fromCodePoint('A'.charCodeAt(0) + index)
    builder.withTarget(
      new DataqueryBuilder().refId(refId).datasource(source).expr(expr).legendFormat(called),
    )
  })
  return builder
}
