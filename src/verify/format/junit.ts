import { isError, type Problem } from '../../errors/chart-error.ts'
import { placeText } from './place-text.ts'

/** A group of test cases in a report of JUnit's form. */
export interface Suite {
  readonly name: string
  readonly cases: readonly Case[]
}

/** What was looked at, and what is wrong with it: an error fails it, all else is its output. */
export interface Case {
  readonly name: string
  readonly milliseconds?: number
  readonly problems: readonly Problem[]
}

/** A report as CI systems read it. */
export function junitText(title: string, suites: readonly Suite[]): string {
  const cases = suites.flatMap((suite) => suite.cases)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escape(title)}"${totals(cases)}>`,
    ...suites.map(suiteText),
    '</testsuites>',
    '',
  ].join('\n')
}

function suiteText({ name, cases }: Suite): string {
  const texts = cases.map((one) => caseText(name, one))
  return [`  <testsuite name="${escape(name)}"${totals(cases)}>`, ...texts, '  </testsuite>'].join(
    '\n',
  )
}

function totals(cases: readonly Case[]): string {
  const failures = cases.filter((one) => errors(one).length > 0).length
  const time = cases.reduce((sum, { milliseconds = 0 }) => sum + milliseconds, 0)
  return ` tests="${cases.length}" failures="${failures}" time="${seconds(time)}"`
}

function caseText(suiteName: string, one: Case): string {
  const { name, milliseconds = 0, problems } = one
  const open = `    <testcase classname="${escape(suiteName)}" name="${escape(name)}" time="${seconds(milliseconds)}"`
  const wrong = errors(one)
  const warnings = problems.filter((problem) => !isError(problem))
  const [first] = wrong
  const parts = [
    ...(first
      ? [
          `<failure message="${escape(first.message).replaceAll('\n', '&#10;')}">${listing(wrong)}</failure>`,
        ]
      : []),
    ...(warnings.length > 0 ? [`<system-out>${listing(warnings)}</system-out>`] : []),
  ]
  if (parts.length === 0) return `${open}/>`
  return [`${open}>`, ...parts.map((part) => `      ${part}`), '    </testcase>'].join('\n')
}

function errors({ problems }: Case): readonly Problem[] {
  return problems.filter(isError)
}

function listing(problems: readonly Problem[]): string {
  return problems.map((problem) => escape(problemLine(problem))).join('\n')
}

function problemLine(problem: Problem): string {
  const { message, hint } = problem
  return `${placeText(problem)}: ${message}${hint === undefined ? '' : ` (${hint})`}`
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3)
}

/** XML has no way at all to write most control characters. */
function escape(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
