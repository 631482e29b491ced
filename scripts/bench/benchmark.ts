import type { Medians, Task } from './interleaved.ts'
import type { Measure } from './measure.ts'

/** A part of the benchmark: what to time, and what the times mean. */
export interface Benchmark {
  /** Tasks by names that no other part has. */
  readonly tasks: ReadonlyMap<string, Task>
  measures(medians: Medians): readonly Measure[]
}
