import type { Problem } from '../errors/chart-error.ts'
import type { Manifest } from './manifest.ts'
import type { RunOptions } from './run.ts'

/** A Kubernetes that a chart is rendered for, and that judges what comes out. */
export interface Target {
  /** `1.29.6` */
  readonly version: string
  /** How reports call it: `1.29.6`, `1.36.3 (server)`. */
  readonly name: string
  readonly validate: (output: Output, options: RunOptions) => Promise<readonly Problem[]>
}

/** What Helm rendered, as text and as objects. */
export interface Output {
  readonly text: string
  readonly manifests: readonly Manifest[]
}
