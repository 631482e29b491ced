import { isTable } from '../values/coalesce.ts'
import { isWriteOnly } from '../values/schema-at.ts'
import type { Schema } from '../values/schema.ts'
import { mapValues } from '../values/value.ts'
import type { YamlPath } from '../yaml/yaml-path.ts'
import type { Difference } from './differences.ts'

/** Tells whether what stands at a path is secret. */
export type IsSecret = (path: YamlPath) => boolean

/** What is printed in place of a secret. */
const mask = '<secret>'

/** Names of what people keep secret, where no schema says. */
const secretName =
  /(password|passwd|passphrase|(?<!serviceaccount)token|api[-_]?key|private[-_]?key|secret[-_]?key|cookie)$/i

/** The secrets of values: those that the schema marks `writeOnly`, or by their names if it marks none. */
export function secretValues(schema: Schema): IsSecret {
  if (JSON.stringify(schema).includes('"writeOnly":true')) {
    return (path) => isWriteOnly(schema, path)
  }
  return isNamedSecret
}

function isNamedSecret(path: YamlPath): boolean {
  return path.some((step) => typeof step === 'string' && secretName.test(step))
}

/** The secrets of an object: what a Secret holds, and variables with such a name. */
export function secretFields(kind: string): IsSecret {
  return ([first, ...rest]) =>
    kind === 'Secret'
      ? first === 'data' || first === 'stringData'
      : rest.at(-1) === 'value' && isNamedSecret(rest)
}

/** The texts that are secret, of those long enough to be found by chance nowhere else. */
export function secretTexts(
  values: unknown,
  isSecret: IsSecret,
  path: YamlPath = [],
): readonly string[] {
  if (typeof values === 'string') return values.length >= 8 && isSecret(path) ? [values] : []
  if (!isTable(values) && !Array.isArray(values)) return []
  return Object.entries(values).flatMap(([key, value]) =>
    secretTexts(value, isSecret, [...path, key]),
  )
}

/** Differences without the secrets in them. */
export function withoutSecrets(
  all: readonly Difference[],
  isSecret: IsSecret,
  texts: readonly string[],
): readonly Difference[] {
  return all.map((one) => withoutSecret(one, isSecret, texts))
}

function withoutSecret(
  difference: Difference,
  isSecret: IsSecret,
  texts: readonly string[],
): Difference {
  const { path, change, from, to } = difference
  if (isSecret(path)) return { path, change, isSecret: true }
  const masked = (value: unknown): unknown => withMasks(value, path, isSecret, texts)
  const [before, after] = [masked(from), masked(to)]
  if (before === mask || after === mask) return { path, change, isSecret: true }
  return {
    path,
    change,
    ...(from !== undefined && { from: before }),
    ...(to !== undefined && { to: after }),
  }
}

function withMasks(
  value: unknown,
  path: YamlPath,
  isSecret: IsSecret,
  texts: readonly string[],
): unknown {
  if (isSecret(path)) return mask
  if (typeof value === 'string') return texts.some((text) => value.includes(text)) ? mask : value
  const inside = (one: unknown, step: string | number): unknown =>
    withMasks(one, [...path, step], isSecret, texts)
  if (Array.isArray(value)) return value.map(inside)
  return isTable(value) ? mapValues(value, inside) : value
}
