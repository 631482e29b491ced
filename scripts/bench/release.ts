import type { Tool } from '../../src/verify/tools/find-family.ts'
import type { Benchmark } from './benchmark.ts'
import type { Measure } from './measure.ts'
import { releaseBytes } from './release-bytes.ts'
import type { RenderedSubject } from './rendering.ts'
import type { Subject } from './subject.ts'

interface SizedSubject extends RenderedSubject {
  /** Bytes of the Secret that Helm keeps for its release. */
  readonly bytes: number
}

/** The Secret that Helm keeps for a release, beside its manifests as they are. */
export function releaseSizes(helm: Tool, subjects: readonly RenderedSubject[]): Benchmark {
  const measures = subjects.map((one): Measure => {
    const { name, bytes, manifests } = sized(helm, one)
    return {
      name: `release of ${name}, Helm ${helm.version}`,
      figure: bytes / 1024,
      unit: 'KiB',
      baseline: { name: 'its manifests', figure: manifests.length / 1024, unit: 'KiB' },
      ratio: bytes / manifests.length,
      budget: { of: 'figure', most: 900 },
    }
  })
  return { tasks: new Map(), measures: () => measures }
}

/**
 * What each object adds to the Secret of a release when a platform grows. What is there once, above
 * all the schema of the values, counts where the whole does.
 */
export function releaseGrowth(
  helm: Tool,
  [smallest, ...larger]: readonly [RenderedSubject, ...RenderedSubject[]],
): Benchmark {
  const from = sized(helm, smallest)
  const measures = larger.map((one): Measure => {
    const to = sized(helm, one)
    const objects = to.objects - from.objects
    const figure = (to.bytes - from.bytes) / objects
    const text = (to.manifests.length - from.manifests.length) / objects
    return {
      name: `each object up to ${one.components} components, Helm ${helm.version}`,
      figure,
      unit: 'bytes/object',
      baseline: { name: 'its manifest', figure: text, unit: 'bytes/object' },
      ratio: figure / text,
      budget: { of: 'figure', most: 250 },
    }
  })
  return { tasks: new Map(), measures: () => measures }
}

function sized(helm: Tool, subject: RenderedSubject): SizedSubject {
  const bytes = releaseBytes(helm, subject.chart, subject.manifests, [subject.values])
  return { ...subject, bytes }
}

/** The globals as JSON: beyond what gzip looks back on, each subchart's copy of them counts in full. */
export function globals({ name, plan }: Subject): Benchmark {
  const figure = jsonBytes(plan.defaults['global'])
  const all = jsonBytes(plan.defaults)
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

function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value))
}
