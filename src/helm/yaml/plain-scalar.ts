import { resolveScalar, type ScalarValue } from './resolve-scalar.ts'
import { judgeScalar } from './scalar-rules.ts'

/**
 * The value that stands on one line behind a key or a dash, if it is of the simplest sort: a plain
 * scalar that means what it says, a quoted one without escapes, or empty brackets.
 */
export function plainValue(text: string): ScalarValue | object | undefined {
  const { double, single, brackets, plain } = value.exec(text)?.groups ?? {}
  if (double !== undefined || single !== undefined) return double ?? single
  if (brackets !== undefined) return brackets === '{}' ? {} : []
  return plain === undefined || /:( |$)/.test(plain) ? undefined : honest(plain)
}

/** The key before a value, and where the value begins; undefined for any but the simplest sort. */
export function plainKey(
  text: string,
): { readonly key: string; readonly rest: string; readonly start: number } | undefined {
  const { head = '', plain, quoted, rest = '' } = entry.exec(text)?.groups ?? {}
  if (head === '') return undefined
  const key = quoted ?? honest(plain ?? '')
  return typeof key === 'string' ? { key, rest, start: head.length } : undefined
}

const comment = String.raw`(?:[ ]+#.*|[ ]*)$`
const value = new RegExp(
  String.raw`^(?:"(?<double>[^"\\]*)"|'(?<single>[^']*)'|(?<brackets>\{\}|\[\])|` +
    String.raw`(?<plain>(?!-(?:[ ]|$))[\w./+-](?:[^ ]|[ ]+(?![ #]|$))*))${comment}`,
)
const entry = /^(?<head>(?:(?<plain>[A-Za-z_][\w./-]*)|"(?<quoted>[^"\\]*)"):(?: +|$))(?<rest>.*)$/

/** A scalar that nothing is to be said about. */
function honest(text: string): ScalarValue | undefined {
  const scalar = resolveScalar(text)
  return scalar === null || judgeScalar(text, scalar) ? undefined : scalar
}
