import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exampleProjects, examplesFolder } from '../../scripts/examples/projects.ts'
import { assemble } from '../../src/chart/assemble.ts'
import { checkedPlan } from '../../src/chart/checked-plan.ts'
import type { PlatformPlan } from '../../src/chart/plan-platform.ts'
import { loadProject } from '../../src/project/load-project.ts'
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

/** What Helm renders of an example with a profile, as a release that is called like the chart. */
export async function renderExample(name: string, profile: string): Promise<readonly Manifest[]> {
  const plan = await examplePlan(name)
  const chart = plan.identity.name
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-example-'))
  try {
    writeFiles(folder, assemble(plan))
    const { manifests, problems } = await helmTemplate(
      {
        helm: newestHelm(),
        directory: join(folder, 'chart'),
        chart,
        values: profile === 'defaults' ? [] : [join(folder, `values-${profile}.yaml`)],
        release: chart,
        namespace: chart,
        kubernetes: '1.36.3',
      },
      { timeout: 60_000 },
    )
    if (manifests === undefined) throw new Error(problems.map(({ message }) => message).join())
    return manifestReader(chart)(manifests)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
