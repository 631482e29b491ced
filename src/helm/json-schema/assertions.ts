import { isOfType } from '../../validate/is-of-type.ts'
import { isTable } from '../merge/coalesce.ts'
import { isEqual, twins } from './equal.ts'
import { compareNumbers, isMultiple } from './exact-number.ts'
import { formats } from './go-formats.ts'
import type { Rules } from './schema-node.ts'

/** Whether a value is of one of some types: 1.0 is an integer. */
export function hasType(value: unknown, types: readonly string[]): boolean {
  return types.some((type) => isOfType(value, type))
}

/** The keyword, if there is one, that lists what a value may be and does not list this one. */
export function unlistedBy({ constant, choices }: Rules, value: unknown): string | undefined {
  if (constant !== undefined && !isEqual(value, constant.value)) return 'const'
  return choices !== undefined && !choices.some((one) => isEqual(value, one)) ? 'enum' : undefined
}

/** The keywords that a value fails by itself, whatever is inside it. */
export function failedBy(rules: Rules, value: unknown): readonly string[] {
  if (typeof value === 'string') return ofText(rules, value)
  if (typeof value === 'number') return ofNumber(rules, value)
  if (Array.isArray(value)) return ofList(rules, value)
  return isTable(value) ? ofMap(rules, value) : []
}

function ofText(rules: Rules, text: string): readonly string[] {
  const { minLength = 0, maxLength = Infinity, pattern, format } = rules
  const isMeasured = rules.minLength !== undefined || rules.maxLength !== undefined
  const length = isMeasured ? [...text].length : 0 // characters, not UTF-16 units
  return failed({
    minLength: length < minLength,
    maxLength: length > maxLength,
    pattern: pattern !== undefined && !pattern.matches(text),
    format: format !== undefined && formats.get(format)?.(text) === false,
  })
}

function ofNumber(rules: Rules, number: number): readonly string[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = rules
  return failed({
    minimum: minimum !== undefined && compareNumbers(number, minimum) < 0,
    maximum: maximum !== undefined && compareNumbers(number, maximum) > 0,
    exclusiveMinimum:
      exclusiveMinimum !== undefined && compareNumbers(number, exclusiveMinimum) <= 0,
    exclusiveMaximum:
      exclusiveMaximum !== undefined && compareNumbers(number, exclusiveMaximum) >= 0,
    multipleOf: multipleOf !== undefined && !isMultiple(number, multipleOf),
  })
}

function ofList(rules: Rules, items: readonly unknown[]): readonly string[] {
  const { minItems = 0, maxItems = Infinity, uniqueItems = false } = rules
  return failed({
    minItems: items.length < minItems,
    maxItems: items.length > maxItems,
    uniqueItems: uniqueItems && twins(items) !== undefined,
  })
}

function ofMap(rules: Rules, map: object): readonly string[] {
  const { minProperties = 0, maxProperties = Infinity } = rules
  const size = Object.keys(map).length
  return failed({ minProperties: size < minProperties, maxProperties: size > maxProperties })
}

function failed(checks: Readonly<Record<string, boolean>>): readonly string[] {
  return Object.keys(checks).filter((keyword) => checks[keyword] === true)
}
