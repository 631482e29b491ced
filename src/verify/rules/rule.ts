import type { Problem } from '../../errors/chart-error.ts'
import { titleOf, type Manifest } from '../manifest.ts'
import type { Release } from './release.ts'

/** A check on the rendered objects that no schema can make. */
export interface Rule {
  /** What holds in a good release: error text, test name and documentation in one. */
  readonly sentence: string
  readonly check: (release: Release) => readonly Violation[]
  readonly severity: 'error' | 'warning'
}

/** Where a rule is broken. */
export interface Violation {
  readonly manifest: Manifest
  /** Path within the object: `spec.template.spec.containers.app`. */
  readonly at?: string
  /** What is the matter, as the second half of a sentence. */
  readonly detail: string
  readonly hint?: string
}

/** Names a rule by the sentence that it upholds. */
export function rule(
  sentence: string,
  check: Rule['check'],
  severity: Rule['severity'] = 'error',
): Rule {
  return { sentence, check, severity }
}

/** The stable code of a rule: its sentence in kebab case. */
export function codeOf({ sentence }: Rule): string {
  return sentence
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}

/** Everything in a release that breaks one of the rules. */
export function checkRules(rules: readonly Rule[], release: Release): readonly Problem[] {
  return rules.flatMap((broken) =>
    broken.check(release).map((violation) => toProblem(broken, violation)),
  )
}

function toProblem(broken: Rule, { manifest, at, detail, hint }: Violation): Problem {
  return {
    code: codeOf(broken),
    path: at === undefined ? titleOf(manifest) : `${titleOf(manifest)} ${at}`,
    message: `${broken.sentence}: ${detail}`,
    ...(hint !== undefined && { hint }),
    file: manifest.source,
    severity: broken.severity,
  }
}
