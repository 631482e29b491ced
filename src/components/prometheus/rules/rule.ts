import type { Expr } from '../../../template/node/templated.ts'

/** What the rules of a group are about; alerts bear it as the label `category`. */
export const categories = [
  'availability',
  'api',
  'resources',
  'database',
  'redis',
  'elasticsearch',
  'kafka',
  'rabbitmq',
  'container',
  'kubernetes',
  'backups',
  'certificates',
] as const

/** One of them. */
export type Category = (typeof categories)[number]

/** A rule that warns. */
export interface Rule {
  /** Its name, and that of its place in the runbook. */
  readonly alert: string
  /** `critical` is for people at once, `warning` for the next day; `none` is for programs. */
  readonly severity: 'critical' | 'warning' | 'none'
  /** What holds while there is something to warn of, in PromQL. */
  readonly expr: Expr<string> | string
  /** How long it has to hold. */
  readonly for: Expr<string> | string
  /** What is wrong, in Prometheus' own templates. */
  readonly summary: string
  /** What that means. */
  readonly meaning: string
  /** What to do about it. */
  readonly action: string
}

/** The rules of one category. */
export interface RuleGroup {
  readonly category: Category
  readonly rules: readonly Rule[]
}

/** What the rules of a category are made of: matchers of the series that belong to this release. */
export type MakeRules = (here: Expr<string>) => readonly Rule[]
