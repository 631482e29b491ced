import { availableParallelism } from 'node:os'
import { refuse } from '../errors/chart-error.ts'
import { loadValues } from '../values/read-values.ts'
import { schemaTarget } from './kubeconform.ts'
import { kubernetesVersions, resolveKubernetes } from './kubernetes-schemas.ts'
import { type Lint, linter } from './lint.ts'
import { type Manifest, manifestReader } from './manifest.ts'
import { mapBounded } from './map-bounded.ts'
import type { Profile } from './profile.ts'
import { type Rendering, withProfileChanges } from './profile-changes.ts'
import { readChart } from '../helm/release/chart-source.ts'
import { releaseSize } from '../helm/release/release-size.ts'
import type { UpgradeReport, VerifyReport, VerifyRun } from './report.ts'
import { allRules } from './rules/all-rules.ts'
import { toRelease, type ExistingObject } from './rules/release.ts'
import { checkRules } from './rules/rule.ts'
import { onceForSame } from './same-objects.ts'
import type { Target } from './target.ts'
import type { Cluster } from './server/cluster.ts'
import { findTools, type Tools } from './tools/find-tools.ts'
import { isAtLeast, parseVersion } from './tools/version.ts'
import type { FindKeep } from './upgrade/check-upgrade.ts'
import { reportUpgrades } from './upgrade/report-upgrades.ts'
import { verifyRun, type RunInput } from './verify-run.ts'

/** What to verify, and against what. */
export interface VerifyOptions {
  /** Directory of the chart. */
  readonly chart: string
  /** What to render besides the bare defaults. */
  readonly profiles?: readonly Profile[]
  /** Values files laid over each profile and over the defaults. */
  readonly values?: readonly string[]
  /** Default: what `findTools` finds. */
  readonly tools?: Tools
  /** Kubernetes versions, as `1.29`. Default: the oldest and the newest supported. */
  readonly kubernetes?: readonly string[]
  /** Where kubeconform finds further schemas, in its own notation: those of custom resources. */
  readonly schemaLocations?: readonly string[]
  /** A server to judge the objects besides, from `openServer`. */
  readonly server?: Target
  /** What there is on a server, from `openServer`: the report then says what an upgrade does to it. */
  readonly cluster?: Cluster
  /** Says which values keep a field, under a profile. */
  readonly keepUnder?: (profile: Profile) => FindKeep
  /** The profile that the release gets. Default: the one that it was most likely installed with. */
  readonly upgradeTo?: string
  /** Default: the name of the chart. */
  readonly release?: string
  /** Default: `default`. */
  readonly namespace?: string
  /** What the release refers to but does not render, such as Secrets made by hand. */
  readonly existing?: readonly ExistingObject[]
  /** The same for one profile: what its values name. */
  readonly existingUnder?: (profile: Profile) => readonly ExistingObject[]
  /** Whether our own rules are upheld, too. Default: true. */
  readonly rules?: boolean
  /** How many runs go on at once. Default: one a core. */
  readonly concurrency?: number
  /** Milliseconds after which a hanging tool is killed. Default: five minutes, which a busy machine may need for 1,000 components. */
  readonly timeout?: number
  /** Called after each run. */
  readonly onProgress?: (progress: Progress) => void
}

/** How far verify is. */
export interface Progress {
  readonly done: number
  readonly total: number
  readonly run: VerifyRun
}

/**
 * Renders a chart with its defaults and each profile, by each Helm, for each Kubernetes, and checks
 * what comes out. Throws a ChartError only when it cannot: no chart, no tool, a tool that hangs.
 */
export async function verifyChart(options: VerifyOptions): Promise<VerifyReport> {
  const chart = readChart(options.chart)
  checkValuesFiles(options)
  const tools = options.tools ?? (await findTools())
  const inputs = runInputs(options, tools, chart)
  const renderings = new Map<RunInput, Rendering>()
  const one = async (input: RunInput, lint: Lint, signal: AbortSignal): Promise<void> => {
    const rendering = await verifyRun(input, lint, { signal, timeout: options.timeout ?? 300_000 })
    renderings.set(input, rendering)
    const { size: done } = renderings
    options.onProgress?.({ done, total: inputs.length, run: rendering.run })
  }
  await mapBounded(
    groups(inputs),
    options.concurrency ?? availableParallelism(),
    async (group, signal) => {
      const lint = linter()
      for (const input of group) await one(input, lint, signal)
    },
  )
  const upgrades = await upgradesOf(options, inputs)
  const runs = withProfileChanges(inputs.flatMap((input) => renderings.get(input) ?? []))
  return { chart: chart.name, version: chart.version, runs, ...(upgrades && { upgrades }) }
}

async function upgradesOf(
  { cluster, server, keepUnder, upgradeTo, timeout }: VerifyOptions,
  inputs: readonly RunInput[],
): Promise<readonly UpgradeReport[] | undefined> {
  if (cluster === undefined || server === undefined) return undefined
  const upgrades = inputs.filter(({ target }) => target === server)
  const options = timeout === undefined ? {} : { timeout }
  return reportUpgrades(upgrades, { cluster, keepUnder, upgradeTo }, options)
}

/** Helm would report such a file in each run again, or not at all when it is empty. */
function checkValuesFiles({ profiles = [], values = [] }: VerifyOptions): void {
  const files = new Set([...profiles.flatMap((profile) => profile.values), ...values])
  refuse(loadValues([...files]).problems)
}

/** The runs of one Helm under one profile, those for the newest Kubernetes first. */
function groups(inputs: readonly RunInput[]): readonly (readonly RunInput[])[] {
  const found = new Map<string, RunInput[]>()
  for (const input of inputs) {
    const key = `${input.helm.path} ${input.profile.name}`
    found.set(key, [...(found.get(key) ?? []), input])
  }
  return [...found.values()].map((group) => group.toSorted(newestFirst))
}

function newestFirst({ target: one }: RunInput, { target: other }: RunInput): number {
  const [a, b] = [parseVersion(one.version), parseVersion(other.version)]
  return a && b ? Number(isAtLeast(b, a)) - Number(isAtLeast(a, b)) : 0
}

function runInputs(
  options: VerifyOptions,
  { helms, kubeconform }: Tools,
  chart: RunInput['chart'],
): readonly RunInput[] {
  const { profiles = [], values = [], existing = [], rules = true } = options
  const { release = chart.name, namespace = 'default' } = options
  const judges = targets(options, kubeconform)
  const readManifests = manifestReader(namespace)
  const shared = { chart, release, namespace, readManifests }
  return [{ name: 'defaults', values: [] }, ...profiles].flatMap(({ name, values: own }) => {
    const profile = { name, values: [...own, ...values] }
    const outside = [...existing, ...(options.existingUnder?.(profile) ?? [])]
    const breaches = onceForSame((manifests: readonly Manifest[]) =>
      checkRules(rules ? allRules : [], toRelease(manifests, outside)),
    )
    const config = loadValues(profile.values).values
    return helms.flatMap((helm) => {
      const stored = { helm: helm.version, name: release, namespace, chart, config }
      const releaseBytes = onceForSame((manifests: readonly Manifest[]) =>
        releaseSize({ ...stored, manifests }),
      )
      return judges.map((target) => ({ ...shared, breaches, releaseBytes, profile, helm, target }))
    })
  })
}

function targets(
  { kubernetes, schemaLocations = [], server }: VerifyOptions,
  kubeconform: Tools['kubeconform'],
): readonly Target[] {
  const versions = kubernetes ? resolveKubernetes(kubernetes) : kubernetesVersions
  const known = versions.map((version) => schemaTarget(version, { kubeconform, schemaLocations }))
  return server ? [...known, server] : known
}
