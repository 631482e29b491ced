import { ChartError, type Problem } from '../errors/chart-error.ts'
import { inDirectory } from './helm-error.ts'
import { helmTemplate, type HelmInput } from './helm.ts'
import type { Lint } from './lint.ts'
import type { Manifest, ReadManifests } from './manifest.ts'
import type { Profile } from './profile.ts'
import type { Rendering } from './profile-changes.ts'
import type { ChartSource } from '../helm/release/chart-source.ts'
import { checkReleaseSize } from '../helm/release/release-size.ts'
import type { RunOptions } from './run.ts'
import type { Target } from './target.ts'
import type { Tool } from './tools/find-family.ts'

/** One cell of the table: what to render, with what, and for which Kubernetes. */
export interface RunInput {
  readonly chart: ChartSource
  readonly profile: Profile
  readonly helm: Tool
  readonly target: Target
  readonly release: string
  readonly namespace: string
  /** What breaks our own rules. */
  readonly breaches: (manifests: readonly Manifest[]) => readonly Problem[]
  /** The bytes of the Secret that the Helm would store. */
  readonly releaseBytes: (manifests: readonly Manifest[]) => number
  readonly readManifests: ReadManifests
}

/** Renders, checks and lints one profile with one Helm for one Kubernetes. */
export async function verifyRun(
  input: RunInput,
  lint: Lint,
  options: RunOptions,
): Promise<Rendering> {
  const started = performance.now()
  const helmInput = toHelmInput(input)
  const { manifests, problems } = await helmTemplate(helmInput, options)
  const checked = manifests === undefined ? nothing : await checkRendered(input, manifests, options)
  // What does not render is not worth linting: it does not stop at a check that fails.
  const linted = manifests === undefined ? [] : await lint(helmInput, checked.manifests, options)
  const run = {
    profile: input.profile.name,
    helm: input.helm.version,
    kubernetes: input.target.name,
    objects: checked.manifests.length,
    releaseBytes: checked.releaseBytes,
    milliseconds: Math.round(performance.now() - started),
    problems: [...problems, ...linted, ...checked.problems].map((one) =>
      inDirectory(one, input.chart),
    ),
  }
  return { run, manifests: checked.manifests }
}

interface Checked {
  readonly manifests: readonly Manifest[]
  readonly releaseBytes: number
  readonly problems: readonly Problem[]
}

const nothing: Checked = { manifests: [], releaseBytes: 0, problems: [] }

async function checkRendered(
  input: RunInput,
  rendered: string,
  options: RunOptions,
): Promise<Checked> {
  const { manifests, unreadable } = read(rendered, input.readManifests)
  const invalid = await input.target.validate({ text: rendered, manifests }, options)
  const releaseBytes = input.releaseBytes(manifests)
  const problems = [
    ...unreadable,
    ...invalid,
    ...input.breaches(manifests),
    ...checkReleaseSize(releaseBytes),
  ]
  return { manifests, releaseBytes, problems }
}

function read(
  rendered: string,
  readManifests: ReadManifests,
): { readonly manifests: readonly Manifest[]; readonly unreadable: readonly Problem[] } {
  try {
    return { manifests: readManifests(rendered), unreadable: [] }
  } catch (error) {
    if (!(error instanceof ChartError)) throw error
    return { manifests: [], unreadable: error.problems }
  }
}

/** What Helm is asked for in a run. */
export function toHelmInput(input: RunInput): HelmInput {
  const { helm, chart, profile, release, namespace, target } = input
  const { directory, name } = chart
  return {
    helm,
    directory,
    chart: name,
    values: profile.values,
    release,
    namespace,
    kubernetes: target.version,
  }
}
