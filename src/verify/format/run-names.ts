import type { VerifyRun } from '../report.ts'

/**
 * Names some of the runs of a report, as shortly as is true: `prod`, `prod (Helm 3.22.0)`. Nothing
 * when they are all.
 */
export function runNames(some: readonly VerifyRun[], all: readonly VerifyRun[]): string {
  if (some.length === all.length) return ''
  const profiles = [...new Set(some.map(({ profile }) => profile))]
  return profiles.map((profile) => profileName(profile, some, all)).join(', ')
}

function profileName(
  profile: string,
  some: readonly VerifyRun[],
  all: readonly VerifyRun[],
): string {
  const [mine, every] = [some, all].map((runs) => runs.filter((run) => run.profile === profile))
  const limits = [
    limit('Helm', 'helm', mine ?? [], every ?? []),
    limit('Kubernetes', 'kubernetes', mine ?? [], every ?? []),
  ].filter((text) => text !== '')
  return limits.length === 0 ? profile : `${profile} (${limits.join(', ')})`
}

function limit(
  title: string,
  key: 'helm' | 'kubernetes',
  mine: readonly VerifyRun[],
  every: readonly VerifyRun[],
): string {
  const [versions, known] = [mine, every].map((runs) => [...new Set(runs.map((run) => run[key]))])
  return versions?.length === known?.length ? '' : `${title} ${versions?.join(', ')}`
}
