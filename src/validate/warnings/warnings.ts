import { ChartError, type Problem } from '../../errors/chart-error.ts'
import type { YamlPath } from '../../helm/yaml/yaml-path.ts'
import type { ChartValues } from '../../helm/merge/chart-values.ts'
import type { Table } from '../../helm/merge/coalesce.ts'
import type { EnabledChart } from '../../helm/merge/enable-dependencies.ts'
import type { Layer } from '../../values/layer.ts'
import { mergeValues } from '../../helm/merge/merge-values.ts'
import type { LoadedValues } from '../../values/read-values.ts'
import { isWriteOnly } from '../../schema/schema-at.ts'
import { shown } from '../schema-rules.ts'
import { chartsOutOfRange } from './charts-out-of-range.ts'
import { disabledComponents } from './disabled-components.ts'
import { largeNumbers } from './large-numbers.ts'
import { lostItems } from './lost-items.ts'
import { lostTexts } from './lost-texts.ts'
import { nulls } from './nulls.ts'
import { repeatedDefaults } from './repeated-defaults.ts'
import { schedules } from './schedules.ts'

/** A layer of values, and what would hold without it. */
export interface Comparison extends Layer {
  readonly defaults: Readonly<Table>
  /** A value in words; of a secret, no more than that it is one. */
  readonly tell: (path: YamlPath, value: unknown) => string
}

/** Warns about valid but risky values, layer by layer, and before them of what is in charts/. */
export function warningsOf(
  chart: ChartValues,
  enabled: EnabledChart,
  { layers }: LoadedValues,
): readonly Problem[] {
  const tell = (path: YamlPath, value: unknown): string =>
    isWriteOnly(chart.schema ?? {}, path) ? 'this secret' : shown(value)
  const compared = layers.map((layer) => ({ ...layer, defaults: without(chart, layer), tell }))
  const byLayer = compared.flatMap((layer) => [
    ...nulls(layer),
    ...lostItems(layer),
    ...lostTexts(layer),
    ...repeatedDefaults(layer),
    ...disabledComponents(layer, enabled),
    ...largeNumbers(layer, chart.schema),
    ...schedules(layer, chart.schema),
  ])
  return [...chartsOutOfRange(chart), ...byLayer]
}

/** Only values that a later layer mends can fail here. */
function without(chart: ChartValues, { below }: Layer): Readonly<Table> {
  try {
    return mergeValues(chart, below)
  } catch (error) {
    if (error instanceof ChartError) return below
    throw error
  }
}
