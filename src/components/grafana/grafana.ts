import type { Problem } from '../../errors/chart-error.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { defineKind, type MakeClient } from '../../platform/define-kind.ts'
import type { Edge } from '../../platform/edge.ts'
import type { ClientOptions } from '../../platform/kind-options.ts'
import { valuesOf } from '../../schema/values-schema.ts'
import { callGives, type HttpPart, serviceConnection } from '../workload/index.ts'
import { grafanaAccess, grafanaPort, grafanaSecrets } from './contract.ts'
import { grafanaImage } from './image.ts'
import { grafanaTemplates } from './templates.ts'
import schema from './schema.json' with { type: 'json' }
import type { GrafanaValues } from './values.ts'

/** What a person says of a Grafana. */
export type GrafanaOptions<Uses extends readonly Edge[] = readonly Edge[]> = ClientOptions<
  GrafanaValues,
  Uses
>

const kind = defineKind({
  kind: 'grafana',
  provides: 'http',
  isClient: true,
  values: valuesOf<GrafanaValues>(schema, { isChecked: true }),
  description: 'Grafana',
  image: grafanaImage,
  appVersion: grafanaImage.tag,
  connection: serviceConnection([grafanaPort]),
  gives: callGives,
  clientAccess: grafanaAccess,
  check: checkGrafana,
  secrets: grafanaSecrets,
  templates: (context, { priority }) => grafanaTemplates(context, priority),
})

/** A Grafana: StatefulSet of one pod with dashboards for what the platform has; a gateway may lead to it. */
export const grafana: MakeClient<'http', GrafanaValues, HttpPart> = kind.component

function checkGrafana({ name, uses }: ComponentContext): readonly Problem[] {
  if (uses.some(({ edge }) => edge.interface === 'queries')) return []
  return [
    {
      code: 'no-data-source',
      path: `components.${name}.uses`,
      message: 'a Grafana shows the metrics of a Prometheus, and this one has none',
      hint: "write uses: [queries('prometheus')]",
    },
  ]
}
