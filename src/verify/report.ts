import { isError, type Problem } from '../errors/chart-error.ts'
import type { Finding } from './upgrade/finding.ts'
import type { InstalledRelease } from './upgrade/installed-release.ts'

/** One profile, rendered by one Helm for one Kubernetes. */
export interface VerifyRun {
  readonly profile: string
  /** `4.3.1` */
  readonly helm: string
  /** `1.36.3` */
  readonly kubernetes: string
  readonly objects: number
  /** Size of the Secret that Helm keeps for each revision; 0 when nothing was rendered. */
  readonly releaseBytes: number
  readonly milliseconds: number
  readonly problems: readonly Problem[]
}

/** All that verify found. */
export interface VerifyReport {
  readonly chart: string
  readonly version: string
  readonly runs: readonly VerifyRun[]
  /** What an upgrade on the server would do to what others changed or own. */
  readonly upgrades?: readonly UpgradeReport[]
}

/** An upgrade, or an installation, of a release, seen beforehand. */
export interface UpgradeReport {
  readonly release: string
  readonly namespace: string
  /** The profiles for which it finds the same. */
  readonly profiles: readonly string[]
  /** Absent where the release is not installed yet. */
  readonly installed?: Pick<InstalledRelease, 'revision' | 'status' | 'applyMethod'>
  readonly findings: readonly Finding[]
  /** Objects that we may not read. */
  readonly unread: readonly string[]
}

/** Whether nothing but warnings was found. */
export function isVerified({ runs, upgrades = [] }: VerifyReport): boolean {
  return (
    runs.every(({ problems }) => !problems.some(isError)) &&
    upgrades.every(({ findings }) => !findings.some(({ severity }) => severity === 'error'))
  )
}

/** A problem, and every run that has it. */
export interface Occurrence {
  readonly problem: Problem
  readonly runs: readonly VerifyRun[]
}

/** The problems of all runs, each once, in the order in which they were found. */
export function occurrences({ runs }: VerifyReport): readonly Occurrence[] {
  const found = new Map<string, { problem: Problem; runs: VerifyRun[] }>()
  for (const run of runs)
    for (const problem of run.problems) {
      const key = problemKey(problem)
      const known = found.get(key)
      if (known) known.runs.push(run)
      else found.set(key, { problem, runs: [run] })
    }
  return [...found.values()]
}

/** What makes two problems the same; line numbers in rendered text differ between Helms. */
function problemKey({ code, path, message }: Problem): string {
  return JSON.stringify([code, path, message])
}
