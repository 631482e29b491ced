import type { UpgradeReport, VerifyReport, VerifyRun } from '../report.ts'
import { type Case, junitText, type Suite } from './junit.ts'
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
  return junitText('chartwright verify', suites)
}

function runCase({ helm, kubernetes, milliseconds, problems }: VerifyRun): Case {
  return { name: `Helm ${helm}, Kubernetes ${kubernetes}`, milliseconds, problems }
}

function upgradeCase(upgrade: UpgradeReport): Case {
  const verb = upgrade.installed === undefined ? 'install' : 'upgrade'
  const name = `${verb} with profile ${upgrade.profiles.join(' or ')}`
  return { name, problems: upgradeProblems(upgrade) }
}
