import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ChartIdentity } from '../../src/chart/chart-identity.ts'
import { generate } from '../../src/chart/generate.ts'
import { ownership } from '../../src/chart/generated.ts'
import { planPlatform, type PlatformPlan } from '../../src/chart/plan-platform.ts'
import type { FileTree } from '../../src/files/file-tree.ts'
import { writeTree } from '../../src/files/write-tree.ts'
import type { Platform } from '../../src/platform/define-platform.ts'
import { resolvePlatform } from '../../src/platform/resolve.ts'
import { writeYaml } from '../../src/helm/yaml/write-yaml.ts'
import { everyFeature } from './every-feature.ts'

/** A platform to measure, its chart written to a folder. */
export interface Subject {
  readonly name: string
  readonly components: number
  readonly plan: PlatformPlan
  readonly tree: FileTree
  /** Directory of the chart. */
  readonly chart: string
  /** Values file with every feature on. */
  readonly values: string
  /** Generates it again. */
  generate(): FileTree
}

/** Generates a platform into a folder of its own below the one given. */
export async function prepare(
  platform: Platform,
  identity: ChartIdentity,
  parent: string,
): Promise<Subject> {
  const folder = join(parent, identity.name)
  const plan = planPlatform(resolvePlatform(identity.name, platform), identity)
  const tree = generate(platform, identity)
  mkdirSync(folder)
  await writeTree(folder, tree, ownership)
  const values = join(folder, 'every-feature.yaml')
  writeFileSync(values, writeYaml(everyFeature(plan)))
  return {
    name: identity.name,
    components: plan.charts.length,
    plan,
    tree,
    chart: join(folder, 'chart'),
    values,
    generate: () => generate(platform, identity),
  }
}
