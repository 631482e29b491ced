import { helmTemplate } from '../helm.ts'
import type { Manifest } from '../manifest.ts'
import type { Profile } from '../profile.ts'
import type { UpgradeReport } from '../report.ts'
import type { RunOptions } from '../run.ts'
import type { Cluster } from '../server/cluster.ts'
import { type RunInput, toHelmInput } from '../verify-run.ts'
import { checkUpgrade, type FindKeep } from './check-upgrade.ts'
import type { Finding } from './finding.ts'
import type { InstalledRelease } from './installed-release.ts'
import { likelyProfile } from './likely-profile.ts'

/** What upgrades are looked at with. */
export interface UpgradeOptions {
  readonly cluster: Cluster
  readonly keepUnder?: ((profile: Profile) => FindKeep) | undefined
  /** Name of the profile that the release gets. */
  readonly upgradeTo?: string | undefined
}

/**
 * Says what an upgrade does to what others changed or own: for the profile that is asked for, else
 * for the one that the release has. Before the first installation nobody can say which it will be,
 * so there is a report for each, and none of them is more than a warning.
 */
export async function reportUpgrades(
  inputs: readonly RunInput[],
  options: UpgradeOptions,
  run: RunOptions,
): Promise<readonly UpgradeReport[]> {
  const installed = await options.cluster.release()
  const chosen = profilesFor(inputs, installed, options)
  const reports = await Promise.all(
    chosen.map((profile) => reportUpgrade(profile, inputs, installed, options, run)),
  )
  const isGuess = installed === undefined && options.upgradeTo === undefined
  return alike(isGuess ? reports.map(withoutErrors) : reports)
}

/** Reports that find the same are one. */
function alike(reports: readonly UpgradeReport[]): readonly UpgradeReport[] {
  const found = new Map<string, UpgradeReport>()
  for (const report of reports) {
    const key = JSON.stringify([report.findings, report.unread])
    const profiles = [...(found.get(key)?.profiles ?? []), ...report.profiles]
    found.set(key, { ...report, profiles })
  }
  return [...found.values()]
}

function profilesFor(
  inputs: readonly RunInput[],
  installed: InstalledRelease | undefined,
  { upgradeTo }: UpgradeOptions,
): readonly Profile[] {
  const profiles = [...new Map(inputs.map(({ profile }) => [profile.name, profile])).values()]
  if (upgradeTo !== undefined) return profiles.filter(({ name }) => name === upgradeTo)
  if (installed === undefined) return profiles
  const likely = likelyProfile(profiles, installed.config)
  return likely ? [likely] : []
}

async function reportUpgrade(
  profile: Profile,
  inputs: readonly RunInput[],
  installed: InstalledRelease | undefined,
  { cluster, keepUnder }: UpgradeOptions,
  run: RunOptions,
): Promise<UpgradeReport> {
  const runs = inputs.filter((one) => one.profile.name === profile.name)
  const { release = '', namespace = '' } = runs[0] ?? {}
  const { findings, unread } = await checkUpgrade({
    release,
    namespace,
    cluster,
    installed,
    manifests: await rendered(runs.at(-1), installed !== undefined, run),
    helms: runs.map(({ helm }) => helm.version),
    ...(keepUnder && { keep: keepUnder(profile) }),
  })
  return {
    release,
    namespace,
    profiles: [profile.name],
    ...(installed && { installed: summary(installed) }),
    findings,
    unread,
  }
}

type Installed = NonNullable<UpgradeReport['installed']>

/** What does not render has been reported already. */
async function rendered(
  input: RunInput | undefined,
  isUpgrade: boolean,
  run: RunOptions,
): Promise<readonly Manifest[]> {
  if (input === undefined) return []
  const { manifests } = await helmTemplate({ ...toHelmInput(input), isUpgrade }, run)
  return manifests === undefined ? [] : input.readManifests(manifests)
}

function summary({ revision, status, applyMethod }: InstalledRelease): Installed {
  return { revision, status, applyMethod }
}

function withoutErrors(report: UpgradeReport): UpgradeReport {
  return { ...report, findings: report.findings.map(asWarning) }
}

function asWarning(finding: Finding): Finding {
  return finding.severity === 'error' ? { ...finding, severity: 'warning' } : finding
}
