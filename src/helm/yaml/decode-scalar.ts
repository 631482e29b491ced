import type { Scalar } from 'yaml'
import { badKey, keyReadAs, slashEscape, wrongTag } from './decode-faults.ts'
import { type Decoding, report } from './decoding.ts'
import { keyText } from './key-text.ts'
import { resolveScalar, type ScalarValue } from './resolve-scalar.ts'
import { resolveTagged } from './resolve-tagged.ts'
import { judgeScalar } from './scalar-rules.ts'

/** Reads a scalar as Helm does. */
export function decodeScalar(scalar: Scalar, path: string, decoding: Decoding): ScalarValue {
  const text = String(scalar.value)
  const value = scalarValue(scalar, path, decoding)
  const finding = isPlain(scalar) ? judgeScalar(text, value) : undefined
  if (finding) report(decoding, scalar, path, finding)
  return value
}

/** Reads a scalar that is a map key: Helm's keys are text; undefined for one that it refuses. */
export function decodeKey(scalar: Scalar, path: string, decoding: Decoding): string | undefined {
  const text = String(scalar.value)
  const key = keyText(scalarValue(scalar, path, decoding), text)
  if (key === undefined) report(decoding, scalar, path, badKey(text))
  else if (key !== text) report(decoding, scalar, path, keyReadAs(text, key))
  return key
}

/** Written without quotes, block indicator or tag. */
export function isPlain(scalar: Scalar): boolean {
  return scalar.type === 'PLAIN' && scalar.tag === undefined
}

function scalarValue(scalar: Scalar, path: string, decoding: Decoding): ScalarValue {
  const text = String(scalar.value)
  if (hasSlashEscape(scalar, decoding.text)) report(decoding, scalar, path, slashEscape)
  if (isPlain(scalar)) return resolveScalar(text)
  if (scalar.tag === undefined) return text
  const value = resolveTagged(scalar.tag, text)
  if (value !== undefined) return value
  report(decoding, scalar, path, wrongTag(text))
  return null
}

function hasSlashEscape({ type, range }: Scalar, text: string): boolean {
  if (type !== 'QUOTE_DOUBLE' || !range) return false
  return text.slice(range[0], range[1]).match(/\\./gs)?.includes('\\/') ?? false
}
