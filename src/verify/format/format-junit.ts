import { isError, type Problem } from '../../errors/chart-error.ts'
import type { VerifyReport, VerifyRun } from '../report.ts'
import { placeText } from './place-text.ts'

/** A report for CI systems: a suite a profile, a test case a run, its errors as the failure. */
export function formatJunit({ chart, runs }: VerifyReport): string {
  const profiles = [...new Set(runs.map(({ profile }) => profile))]
  const suites = profiles.map((profile) =>
    suite(
      `${chart} ${profile}`,
      runs.filter((run) => run.profile === profile),
    ),
  )
  const attributes = totals(runs)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="chartwright verify"${attributes}>`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n')
}

function suite(name: string, runs: readonly VerifyRun[]): string {
  const cases = runs.map((run) => testCase(name, run))
  return [`  <testsuite name="${escape(name)}"${totals(runs)}>`, ...cases, '  </testsuite>'].join(
    '\n',
  )
}

function totals(runs: readonly VerifyRun[]): string {
  const failures = runs.filter((run) => errors(run).length > 0).length
  const time = runs.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
  return ` tests="${runs.length}" failures="${failures}" time="${seconds(time)}"`
}

function testCase(suiteName: string, run: VerifyRun): string {
  const name = `Helm ${run.helm}, Kubernetes ${run.kubernetes}`
  const open = `    <testcase classname="${escape(suiteName)}" name="${escape(name)}" time="${seconds(run.milliseconds)}"`
  const wrong = errors(run)
  const warnings = run.problems.filter((problem) => !isError(problem))
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

function errors({ problems }: VerifyRun): readonly Problem[] {
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
