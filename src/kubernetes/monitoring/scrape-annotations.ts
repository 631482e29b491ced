import { eq, or } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { MappingPart } from '../../template/node/templated.ts'
import type { GlobalValues } from '../../values/types/global.ts'
import type { MetricsPort } from './metrics-port.ts'

const { value } = scope<{ readonly global: Pick<GlobalValues, 'monitoring'> }>()

/** The keys of the annotations below, which the values may not have, too. */
export const scrapeAnnotationKeys = [
  'prometheus.io/path',
  'prometheus.io/port',
  'prometheus.io/scrape',
] as const

/**
 * Annotations by which a Prometheus finds the first port with metrics. They have room for no more: further
 * ones are found by their names.
 */
export function scrapeAnnotations(
  metrics: readonly MetricsPort[],
): readonly MappingPart<Readonly<Record<string, string>>>[] {
  const [first] = metrics
  if (!first) return []
  const provider = value('global.monitoring.provider')
  const annotations = {
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': String(first.port),
    'prometheus.io/path': first.path ?? '/metrics',
  }
  return [when(or(eq(provider, 'annotations'), eq(provider, 'embedded')), annotations)]
}
