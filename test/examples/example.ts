import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exampleProjects, examplesFolder } from '../../scripts/examples/projects.ts'
import { assemble } from '../../src/chart/assemble.ts'
import { checkedPlan } from '../../src/chart/checked-plan.ts'
import type { PlatformPlan } from '../../src/chart/plan-platform.ts'
import { loadProject } from '../../src/project/load-project.ts'
import { writeYaml } from '../../src/helm/yaml/write-yaml.ts'
import type { Values } from '../../src/values/value.ts'
import { helmTemplate } from '../../src/verify/helm.ts'
import { type Manifest, manifestReader } from '../../src/verify/manifest.ts'
import { newestHelm } from '../helm.ts'
import { writeFiles } from '../write-files.ts'

/** The projects below examples/. */
export const examples: readonly string[] = exampleProjects()

/** The plan of an example. Throws what `generate` refuses. */
export async function examplePlan(name: string): Promise<PlatformPlan> {
  const { platform, identity } = await loadProject(join(examplesFolder, name))
  return checkedPlan(platform, identity)
}

/** What differs from a release that is called like its chart, in a namespace of that name. */
interface Installation {
  readonly release?: string
  readonly namespace?: string
  /** Values on top of the profile's. */
  readonly values?: Values
}

/** What Helm renders of an example with a profile. */
export async function renderExample(
  name: string,
  profile: string,
  { release, namespace, values = {} }: Installation = {},
): Promise<readonly Manifest[]> {
  const plan = await examplePlan(name)
  const chart = plan.identity.name
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-example-'))
  try {
    writeFiles(folder, assemble(plan))
    const ofProfile = profile === 'defaults' ? [] : [join(folder, `values-${profile}.yaml`)]
    const own = join(folder, 'own.yaml')
    writeFileSync(own, writeYaml(values))
    const { manifests, problems } = await helmTemplate(
      {
        helm: newestHelm(),
        directory: join(folder, 'chart'),
        chart,
        values: [...ofProfile, own],
        release: release ?? chart,
        namespace: namespace ?? chart,
        kubernetes: '1.36.3',
      },
      { timeout: 60_000 },
    )
    if (manifests === undefined) throw new Error(problems.map(({ message }) => message).join())
    return manifestReader(namespace ?? chart)(manifests)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
