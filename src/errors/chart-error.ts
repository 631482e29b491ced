/** One thing that is wrong, where it is, and what to do about it. */
export interface Problem {
  /** Stable, kebab-case name of the rule that was broken. */
  readonly code: string
  /** Where: a path in the model, in the values, or the manifest (`orders.autoscaling.maxReplicas`). */
  readonly path: string
  /** What is wrong, as a sentence. */
  readonly message: string
  /** What to do about it. */
  readonly hint?: string
  readonly file?: string
  /** The option of the command line that it is about: `--set orders.replicas=3`. */
  readonly option?: string
  /** 1-based. */
  readonly line?: number
  /** 1-based. */
  readonly column?: number
  /** A warning changes no verdict; what is unjudged leaves it open. Default: error. */
  readonly severity?: 'error' | 'warning' | 'unjudged'
}

/** Whether a problem is a certain one, and more than a warning. */
export function isError({ severity = 'error' }: Problem): boolean {
  return severity === 'error'
}

/** Whether a problem says that something could not be judged. */
export function isUnjudged({ severity }: Problem): boolean {
  return severity === 'unjudged'
}

/** Throws a ChartError with the errors among some problems, if there are any. */
export function refuse(problems: readonly Problem[]): void {
  const errors = problems.filter(isError)
  if (errors.length > 0) throw new ChartError(errors)
}

/** Thrown with every problem found, never only the first. */
export class ChartError extends Error {
  override readonly name = 'ChartError'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ path, message }) => `${path}: ${message}`).join('\n'))
    this.problems = problems
  }
}
