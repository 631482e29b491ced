import { defineKind, type MakeComponent } from '../../platform/define-kind.ts'
import type { EdgeTo } from '../../platform/edge.ts'
import type { KindOptions } from '../../platform/kind-options.ts'
import { valuesOf } from '../../schema/values-schema.ts'
import { checkAlertmanager } from './check.ts'
import {
  alertmanagerAccess,
  alertmanagerConnection,
  type AlertmanagerPart,
  alertmanagerSecrets,
} from './contract.ts'
import { alertmanagerImage } from './image.ts'
import { alertmanagerOptions, type AlertmanagerOwn, receiversBy, waysOf } from './options.ts'
import { alertmanagerTemplates } from './templates.ts'
import schema from './schema.json' with { type: 'json' }
import type { AlertmanagerValues } from './values.ts'

/** What a person says of an Alertmanager. */
export type AlertmanagerOptions = KindOptions<AlertmanagerValues> & AlertmanagerOwn

const kind = defineKind({
  kind: 'alertmanager',
  provides: 'alerts',
  values: valuesOf<AlertmanagerValues>(schema, { isChecked: true }),
  options: alertmanagerOptions,
  description: 'Alertmanager',
  image: alertmanagerImage,
  appVersion: alertmanagerImage.tag,
  connection: alertmanagerConnection,
  clientAccess: alertmanagerAccess,
  features: (model) => [
    ...(receiversBy(model, 'email').length > 0 ? ['smtp'] : []),
    ...Object.entries(model.receivers).flatMap(([name, one]) =>
      waysOf(one).map((way) => `receivers.${name}.${way}`),
    ),
  ],
  keys: (_, { receivers }) => ({ receivers: Object.keys(receivers) }),
  check: checkAlertmanager,
  secrets: alertmanagerSecrets,
  templates: alertmanagerTemplates,
})

/** An Alertmanager: StatefulSet of one pod that groups alerts and sends them to Slack, by mail, to PagerDuty or to a webhook. */
export const alertmanager: MakeComponent<
  'alerts',
  AlertmanagerValues,
  AlertmanagerPart,
  AlertmanagerOwn
> = kind.component

/** Alerts that an Alertmanager gets: `ALERTMANAGER_URL`. */
export const alerts: EdgeTo<'alerts'> = kind.edge
