import type { Problem } from '../errors/chart-error.ts'
import { fillSecret } from './fill-secret.ts'
import type { PresentSecrets, SecretData } from './secret-data.ts'
import { givenProblems, rotationProblems } from './named-secrets.ts'
import { randomText } from './random-text.ts'
import type { WantedSecret } from './wanted-secrets.ts'

/** Where the values of Secrets come from. */
export interface SecretSources {
  /** What exists, and is kept. */
  readonly present: PresentSecrets
  /** What a person gives: Secret, without the release's name → key → bytes. */
  readonly given: ReadonlyMap<string, SecretData>
  /** Secrets, without the release's name, whose passwords become others. */
  readonly rotate: readonly string[]
  /** Makes a text of so many characters. Default: letters and digits at random. */
  readonly random?: (length: number) => string
}

/** What became of a Secret. */
export type SecretState = 'new' | 'kept' | 'completed' | 'rotated'

/** A Secret with all that it holds. */
export interface FilledSecret {
  readonly short: string
  readonly name: string
  /** Key of its namespace; absent for that of the release. */
  readonly namespace?: string
  readonly type: string
  readonly state: SecretState
  readonly data: SecretData
}

/** The Secrets of a release. */
export interface FilledSecrets {
  readonly secrets: readonly FilledSecret[]
  /** Errors, which leave no Secret; and warnings of values that only a person knows. */
  readonly problems: readonly Problem[]
}

/**
 * Gives each wanted Secret its values: what exists is kept, what is given is taken, passwords that
 * are missing are made, and copies follow. A Secret that lacks what only a person knows is left out.
 */
export function fillSecrets(
  wanted: readonly WantedSecret[],
  { random = randomText, ...sources }: SecretSources,
): FilledSecrets {
  const filled = wanted.map((one) => fillSecret(one, { ...sources, random }))
  return {
    secrets: filled.flatMap(({ secret }) => (secret ? [secret] : [])),
    problems: [
      ...rotationProblems(wanted, sources),
      ...givenProblems(wanted, sources),
      ...filled.flatMap(({ problems }) => problems),
    ],
  }
}
