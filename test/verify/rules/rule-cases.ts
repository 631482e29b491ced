import { describe, expect, test } from 'vitest'
import { manifestReader } from '../../../src/verify/manifest.ts'
import { toRelease, type ExistingObject } from '../../../src/verify/rules/release.ts'
import { checkRules, type Rule } from '../../../src/verify/rules/rule.ts'

/** Objects that a rule takes, objects that it does not, and what it says of those. */
export interface RuleCase {
  readonly holds: string
  readonly breaks: string
  /** `path: detail` of each finding. */
  readonly finds: readonly string[]
}

/** Makes two tests of each case, and one that no rule is without a case. */
export function testRules(rules: readonly Rule[], cases: Readonly<Record<string, RuleCase>>): void {
  test('each rule has a case', () => {
    expect(Object.keys(cases)).toEqual(rules.map(({ sentence }) => sentence))
  })
  describe.each(rules)('$sentence', (rule) => {
    const { holds = '', breaks = '', finds = [] } = cases[rule.sentence] ?? {}
    test('holds', () => expect(findings([rule], holds)).toEqual([]))
    test('breaks', () => expect(findings([rule], breaks)).toEqual(finds))
  })
}

/** What rules find in rendered objects, as `path: detail`. */
export function findings(
  rules: readonly Rule[],
  rendered: string,
  existing: readonly ExistingObject[] = [],
): readonly string[] {
  const release = toRelease(manifestReader('default')(rendered), existing)
  return rules.flatMap((rule) =>
    checkRules([rule], release).map(
      ({ path, message }) => `${path}: ${message.replace(`${rule.sentence}: `, '')}`,
    ),
  )
}
