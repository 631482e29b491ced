import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { assemble } from '../../src/chart/assemble.ts'
import { profilesOf } from '../../src/chart/profiles.ts'
import { ChartError } from '../../src/errors/chart-error.ts'
import type { Values } from '../../src/values/value.ts'
import { helmTemplate, type Rendered } from '../../src/verify/helm.ts'
import { type Manifest, manifestReader } from '../../src/verify/manifest.ts'
import type { Tool } from '../../src/verify/tools/find-family.ts'
import { writeYaml } from '../../src/helm/yaml/write-yaml.ts'
import { plan } from '../default-project.ts'
import { newestHelm } from '../helm.ts'
import { writeFiles } from '../write-files.ts'

/** What differs from `helm template ecommerce chart --namespace ecommerce`. */
export interface Installation {
  readonly helm?: Tool
  readonly release?: string
  readonly namespace?: string
  /** `defaults` takes no values file. */
  readonly profile?: string
  /** Values on top of the profile's. */
  readonly values?: Values
}

/** The profiles of the default project, and what holds without one. */
export const profiles: readonly string[] = ['defaults', ...profilesOf(plan).map(({ name }) => name)]

/** Writes the default chart for the tests of one file, and removes it after them. */
export function writeDefaultChart(): string {
  const folder = newFolder()
  afterAll(() => rmSync(folder, { recursive: true }))
  return folder
}

/** What Helm renders from a folder with the default chart that is there for this alone. */
export async function renderOnce(installation: Installation): Promise<string> {
  const folder = newFolder()
  try {
    return await render(folder, installation)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-chart-'))
  writeFiles(folder, assemble(plan))
  return folder
}

/** What Helm renders from a folder with the default chart. Throws what Helm refuses. */
export async function render(folder: string, installation: Installation = {}): Promise<string> {
  const { manifests, problems } = await tryToRender(folder, installation)
  if (manifests === undefined || problems.length > 0) throw new ChartError(problems)
  return manifests
}

/** What Helm renders from a folder with the default chart, or says instead. */
export function tryToRender(folder: string, installation: Installation): Promise<Rendered> {
  const { helm = newestHelm(), release = 'ecommerce', namespace = 'ecommerce' } = installation
  const input = {
    helm,
    directory: join(folder, 'chart'),
    chart: plan.identity.name,
    values: valuesFiles(folder, installation),
    release,
    namespace,
    kubernetes: '1.36.0',
  }
  return helmTemplate(input, { timeout: 60_000 })
}

let count = 0

function valuesFiles(folder: string, { profile, values }: Installation): readonly string[] {
  const files =
    profile === undefined || profile === 'defaults' ? [] : [join(folder, `values-${profile}.yaml`)]
  if (!values) return files
  const own = join(folder, `own-${++count}.yaml`)
  writeFileSync(own, writeYaml(values))
  return [...files, own]
}

/** The objects that Helm rendered. */
export const readObjects: (rendered: string) => readonly Manifest[] = manifestReader('ecommerce')

/** The component whose chart rendered an object, or `umbrella`. */
export function componentOf({ source }: Manifest): string {
  return /\/charts\/([^/]+)\//.exec(source)?.[1] ?? 'umbrella'
}
