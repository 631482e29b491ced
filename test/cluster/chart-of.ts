import { generate, type Platform } from 'chartwright'
import { identity } from '../default-project.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** The chart of a platform, as one version of the chart and of the images that are ours. */
export function chartOf(platform: Platform, version: string): string {
  const tree = generate(platform, { ...identity, version, appVersion: version })
  return `${temporaryFolder(Object.fromEntries(tree))}/chart`
}
