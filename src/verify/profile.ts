/** A set of values files under a name. */
export interface Profile {
  readonly name: string
  /** Paths of values files, in the order in which Helm merges them. */
  readonly values: readonly string[]
}
