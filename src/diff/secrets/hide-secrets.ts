import { ChartError } from '../../errors/chart-error.ts'
import { isTable } from '../../helm/merge/coalesce.ts'
import { isWriteOnly } from '../../schema/schema-at.ts'
import { mapValues } from '../../values/value.ts'
import type { YamlPath } from '../../helm/yaml/yaml-path.ts'
import type { State } from '../compare-states.ts'
import { type Difference, differences } from '../differences.ts'
import { changesIn, endsIn, isPlainKey, type SecretEnd, secretEnds } from './secret-ends.ts'
import { mask, secretParts, withoutSecretParts } from './secret-looks.ts'
import { isNamedSecret } from './secret-names.ts'

/** Takes secrets out of differences. */
export interface Hiding {
  readonly values: (all: readonly Difference[]) => readonly Difference[]
  readonly fields: (kind: string, all: readonly Difference[]) => readonly Difference[]
}

/** Tells whether what stands at a path is secret. */
type IsSecret = (path: YamlPath, value: unknown) => boolean

/**
 * Finds the secrets of two states, to keep them out of what is said of them. A value is secret that
 * ends in the data of a Secret, that looks like one (a URL with a password, a private key), or whose
 * name or schema says so; and then in every other place, too.
 */
export function hideSecrets(from: State, to: State): Hiding {
  const [before, after] = [secretEnds(from.objects), secretEnds(to.objects)]
  const ends = [...before, ...after]
  const isOneOf =
    (some: readonly SecretEnd[]): IsSecret =>
    (path, value) =>
      isScalar(value) &&
      (endsIn(some, String(value)) ||
        isSecretField(path) ||
        [from, to].some(({ schema }) => isWriteOnly(schema, path)))
  const isSecretValue = isOneOf(ends)
  // A user's name in a Secret is told nowhere as a value, but may be part of other texts.
  const isSecretText = isOneOf(ends.filter(({ key }) => !isPlainKey(key)))
  const known = knownTexts([
    ...[from, to].flatMap(({ values }) => secretTexts(values, isSecretText)),
    ...differences(from.values, to.values).flatMap((one) =>
      isPlainKey(String(one.path.at(-1))) || !changesIn(before, after, one.from, one.to)
        ? []
        : [one.from, one.to].filter(isScalar).map(String),
    ),
    ...ends.flatMap(({ key, text }) => (isNamedSecret([key]) ? [text] : secretParts(text))),
  ])
  return {
    values: (all) =>
      all.map((one) =>
        changesIn(before, after, one.from, one.to)
          ? secretDifference(one)
          : withoutSecret(one, isSecretValue, known),
      ),
    fields: (kind, all) =>
      all.map((one) =>
        withoutSecret(
          one,
          (path, value) => isDataOf(kind, path) || (isScalar(value) && isSecretField(path)),
          known,
        ),
      ),
  }
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number'
}

function isDataOf(kind: string, [first]: YamlPath): boolean {
  return kind === 'Secret' && (first === 'data' || first === 'stringData')
}

/** A variable by its name, anything else by its key. */
function isSecretField(path: YamlPath): boolean {
  return isNamedSecret(path.at(-1) === 'value' ? path.slice(0, -1) : path)
}

/** The secrets in values: those known as such whole, and the parts of others that look like one. */
function secretTexts(value: unknown, isSecret: IsSecret, path: YamlPath = []): readonly string[] {
  if (isSecret(path, value)) return [String(value)]
  if (typeof value === 'string') return secretParts(value)
  const flagged = Array.isArray(value) ? value.filter(follows(isSecretFlag)).map(String) : []
  const inside = entriesOf(value).flatMap(([step, one]) =>
    secretTexts(one, isSecret, [...path, step]),
  )
  return [...flagged, ...inside]
}

/** The texts long enough to stand nowhere by chance, in each of the ways in which they are written. */
function knownTexts(texts: readonly string[]): readonly string[] {
  const long = texts.map((text) => text.trim()).filter((text) => text.length >= 8)
  const spelt = long.flatMap((text) => [
    text,
    encodeURIComponent(text),
    Buffer.from(text).toString('base64'),
  ])
  return [...new Set(spelt)].toSorted((a, b) => b.length - a.length)
}

function withoutSecret(
  difference: Difference,
  isSecret: IsSecret,
  known: readonly string[],
): Difference {
  const { path, change, from, to } = difference
  const [before, after] = [from, to].map((one) => withMasks(one, path, isSecret, known))
  const isWhole = before === mask || after === mask
  const isAlike = change === 'changed' && JSON.stringify(before) === JSON.stringify(after)
  if (isWhole || isAlike) return secretDifference(difference)
  return {
    path,
    change,
    ...(from !== undefined && { from: before }),
    ...(to !== undefined && { to: after }),
  }
}

function secretDifference({ path, change }: Difference): Difference {
  return { path, change, isSecret: true }
}

function withMasks(
  value: unknown,
  path: YamlPath,
  isSecret: IsSecret,
  known: readonly string[],
): unknown {
  if (value !== undefined && isSecret(path, value)) return mask
  if (typeof value === 'string') return withoutSecretParts(value, known)
  const inside = (one: unknown, step: string | number): unknown =>
    withMasks(one, [...path, step], isSecret, known)
  if (Array.isArray(value)) {
    const isFlagged = follows(isSecretFlag)
    return value.map((one, index, all) =>
      isFlagged(one, index, all) ? mask : inside(one, stepOf(one, index)),
    )
  }
  return isTable(value) ? mapValues(value, inside) : value
}

/** Runs something on values, and takes their secrets out of the errors that it throws. */
export async function hidingErrors<T>(
  { values, schema }: Pick<State, 'values' | 'schema'>,
  run: () => T | Promise<T>,
): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof ChartError)) throw error
    const isSecret: IsSecret = (path, value) =>
      isScalar(value) && (isSecretField(path) || isWriteOnly(schema, path))
    const known = knownTexts(secretTexts(values, isSecret))
    const clear = (text: string): string => withoutSecretParts(text, known)
    throw new ChartError(
      error.problems.map(({ message, hint, ...rest }) => ({
        ...rest,
        message: clear(message),
        ...(hint !== undefined && { hint: clear(hint) }),
      })),
    )
  }
}

/** Whether an item stands after one of a kind. */
function follows(is: (before: unknown) => boolean) {
  return (_: unknown, index: number, all: readonly unknown[]): boolean => is(all[index - 1])
}

/** The next argument after it is a secret. */
function isSecretFlag(argument: unknown): boolean {
  return typeof argument === 'string' && /^--?[\w-]+$/.test(argument) && isNamedSecret([argument])
}

function entriesOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return value.map((one, index) => [stepOf(one, index), one] as const)
  return isTable(value) ? Object.entries(value) : []
}

/** Items are known by their names where they have some: variables are. */
function stepOf(item: unknown, index: number): string | number {
  const name = isTable(item) ? item['name'] : undefined
  return typeof name === 'string' ? name : index
}
