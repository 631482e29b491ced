import { generate, type ChartIdentity, type Platform } from 'chartwright'
import { identity } from '../default-project.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** The chart of a platform, with another version of the chart, or of the images that are ours. */
export function chartOf(
  platform: Platform,
  versions: Partial<ChartIdentity>,
  finished?: Parameters<typeof temporaryFolder>[1],
): string {
  const tree = generate(platform, { ...identity, ...versions })
  return `${temporaryFolder(Object.fromEntries(tree), finished)}/chart`
}
