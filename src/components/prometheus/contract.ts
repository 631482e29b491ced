import type { ClientAccess } from '../../platform/component.ts'
import type { KindConnection } from '../../platform/kind-definition.ts'
import { hostOf } from '../../kubernetes/naming.ts'
import { text } from '../../template/node/expression.ts'

/** Port of its API and pages. */
export const prometheusPort = 9090

/** The way of its clients. */
export const prometheusAccess: ClientAccess = { role: 'metrics', ports: [prometheusPort] }

/** What the variables of a client may be made of. */
export type PrometheusPart = 'host' | 'port' | 'url'

/** How clients reach it: `PROMETHEUS_URL`. */
export const prometheusConnection: KindConnection<PrometheusPart> = {
  prefix: 'PROMETHEUS',
  parts: (to) => ({
    host: { in: 'template', value: hostOf(to) },
    port: { in: 'template', value: text`${prometheusPort}` },
    url: { in: 'template', value: text`http://${hostOf(to)}:${prometheusPort}` },
  }),
  variables: { URL: '{url}' },
}
