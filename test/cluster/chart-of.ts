import { generate, type ChartIdentity, type Platform } from 'chartwright'
import { identity } from '../default-project.ts'
import { fileFolder } from './file-folder.ts'

/** The chart of a platform, with another version of the chart, or of the images that are ours. */
export function chartOf(platform: Platform, versions: Partial<ChartIdentity>): string {
  const tree = generate(platform, { ...identity, ...versions })
  return `${fileFolder(Object.fromEntries(tree))}/chart`
}
