import { Ajv, type ValidateFunction } from 'ajv'
import { RE2JS } from 're2js'
import type { Schema } from '../../src/schema/schema.ts'

const ours = [
  'patternErrorMessage',
  'errorMessage',
  'doNotSuggest',
  'tsType',
  'x-when',
  'x-keys',
  'x-reserved',
]

/** A strict validator with JavaScript's regular expressions, as in editors. */
export function editorValidator(schema: Schema): ValidateFunction {
  return new Ajv({ strict: true, allErrors: true, allowUnionTypes: true, keywords: ours }).compile(
    schema,
  )
}

/** A strict validator with RE2's regular expressions, as in Helm. */
export function helmValidator(schema: Schema): ValidateFunction {
  const regExp = Object.assign((pattern: string) => re2(pattern), { code: 'RE2' })
  const options = {
    strict: true,
    allErrors: true,
    allowUnionTypes: true,
    ownProperties: true,
    keywords: ours,
  }
  return new Ajv({ ...options, code: { regExp } }).compile(schema)
}

function re2(pattern: string): {
  readonly test: (text: string) => boolean
  readonly toString: () => string
} {
  const compiled = RE2JS.compile(pattern)
  return { test: (text) => compiled.matcher(text).find(), toString: () => pattern }
}
