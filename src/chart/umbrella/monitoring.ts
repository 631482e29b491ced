import { isEmbedded } from '../../kubernetes/monitoring/monitoring-files.ts'
import type { ResolvedPlatform } from '../../platform/resolve.ts'
import { scope } from '../../template/node/scope.ts'
import type { GlobalValues } from '../../values/types/global.ts'
import { and, fail, hasKey, not, text } from '../../template/node/expression.ts'
import { when } from '../../template/node/structure.ts'
import { anyOf, hasPods, namedComponent } from './presence.ts'

const { value, each } = scope<{ readonly global: GlobalValues }>()

/** A PodMonitor has both, and each key once. */
const labelCheck: unknown = each('global.monitoring.operator.labels', (_, key) =>
  when(
    hasKey(value('global.labels'), key),
    fail(
      text`global.labels has the label ${key}: leave it out of global.monitoring.operator.labels`,
    ),
  ),
)

/** Refuses that the release's own Prometheus is to fetch metrics where there is none. */
export function monitoringChecks({ components }: ResolvedPlatform): readonly unknown[] {
  if (!components.some(({ component }) => component.features.includes('global.monitoring')))
    return []
  const scrapers = components.filter(({ component }) => component.scrapes)
  const isAny = anyOf(scrapers.map((one) => hasPods(namedComponent(one))))
  const switches = scrapers.map(({ context: { name } }) => `${name}.enabled=true`)
  const fault = isAny
    ? `global.monitoring.provider is embedded: set ${switches.join(' or ')}, or choose another provider`
    : 'global.monitoring.provider is embedded, and the platform has no Prometheus: choose annotations or operator'
  return [labelCheck, when(isAny ? and(isEmbedded, not(isAny)) : isEmbedded, fail(fault))]
}
