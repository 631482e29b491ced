import { loadValues } from '../../src/values/read-values.ts'
import { manifestReader } from '../../src/verify/manifest.ts'
import { readChart } from '../../src/verify/release/chart-source.ts'
import { releaseSize } from '../../src/verify/release/release-size.ts'
import type { Tool } from '../../src/verify/tools/find-family.ts'
import type { Benchmark } from './benchmark.ts'
import type { Measure } from './measure.ts'
import type { RenderedSubject } from './rendering.ts'
import type { Subject } from './subject.ts'

/** The globals as JSON: beyond what gzip looks back on, each subchart's copy of them counts in full. */
export function globals({ name, plan }: Subject): Benchmark {
  const size = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))
  const figure = size(plan.defaults['global'])
  const all = size(plan.defaults)
  const measure: Measure = {
    name: `global values of ${name}`,
    figure,
    unit: 'bytes',
    baseline: { name: 'all values', figure: all, unit: 'bytes' },
    ratio: figure / all,
    budget: { of: 'figure', most: 24 * 1024 },
  }
  return { tasks: new Map(), measures: () => [measure] }
}

/** Bytes of the Secret that Helm keeps for a release, beside its manifests as they are. */
export function release(helm: Tool, subjects: readonly RenderedSubject[]): Benchmark {
  return {
    tasks: new Map(),
    measures: () => subjects.map((one) => bytesOfRelease(helm, one)),
  }
}

function bytesOfRelease(
  helm: Tool,
  { name, chart, values, manifests, objects }: RenderedSubject,
): Measure {
  const bytes = releaseSize({
    helm: helm.version,
    name: 'bench',
    namespace: 'bench',
    chart: readChart(chart),
    config: loadValues([values]).values,
    manifests: manifestReader('bench')(manifests),
  })
  return {
    name: `release of ${name}, Helm ${helm.version}: ${Math.ceil(bytes / 1024)} KiB`,
    figure: bytes / objects,
    unit: 'bytes/object',
    baseline: { name: 'manifests', figure: manifests.length / objects, unit: 'bytes/object' },
    ratio: bytes / manifests.length,
    budget: { of: 'figure', most: 250 },
  }
}
