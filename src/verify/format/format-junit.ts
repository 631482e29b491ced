import { isError, type Problem } from '../../errors/chart-error.ts'
import type { UpgradeReport, VerifyReport, VerifyRun } from '../report.ts'
import { placeText } from './place-text.ts'
import { upgradeProblems } from './upgrade-problems.ts'

/** A report for CI systems: a suite a profile, a test case a run, its errors as the failure. */
export function formatJunit({ chart, runs, upgrades = [] }: VerifyReport): string {
  const profiles = [...new Set(runs.map(({ profile }) => profile))]
  const suites: readonly Suite[] = [
    ...profiles.map((profile) => ({
      name: `${chart} ${profile}`,
      cases: runs.filter((run) => run.profile === profile).map(runCase),
    })),
    ...upgrades.map((upgrade) => ({
      name: `${chart} release ${upgrade.release}`,
      cases: [upgradeCase(upgrade)],
    })),
  ]
  const cases = suites.flatMap((suite) => suite.cases)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="chartwright verify"${totals(cases)}>`,
    ...suites.map(suiteText),
    '</testsuites>',
    '',
  ].join('\n')
}

interface Suite {
  readonly name: string
  readonly cases: readonly Case[]
}

interface Case {
  readonly name: string
  readonly milliseconds: number
  readonly problems: readonly Problem[]
}

function runCase({ helm, kubernetes, milliseconds, problems }: VerifyRun): Case {
  return { name: `Helm ${helm}, Kubernetes ${kubernetes}`, milliseconds, problems }
}

function upgradeCase(upgrade: UpgradeReport): Case {
  const verb = upgrade.installed === undefined ? 'install' : 'upgrade'
  const name = `${verb} with profile ${upgrade.profiles.join(' or ')}`
  return { name, milliseconds: 0, problems: upgradeProblems(upgrade) }
}

function suiteText({ name, cases }: Suite): string {
  const texts = cases.map((one) => caseText(name, one))
  return [`  <testsuite name="${escape(name)}"${totals(cases)}>`, ...texts, '  </testsuite>'].join(
    '\n',
  )
}

function totals(cases: readonly Case[]): string {
  const failures = cases.filter((one) => errors(one).length > 0).length
  const time = cases.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
  return ` tests="${cases.length}" failures="${failures}" time="${seconds(time)}"`
}

function caseText(suiteName: string, one: Case): string {
  const { name, milliseconds, problems } = one
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
