import { readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { here } from '../bench/checkout.ts'

/** Where the examples are. */
export const examplesFolder: string = join(here, 'examples')

/** The projects below it, by their path: `cloudretail`, `public/mastodon`. */
export function exampleProjects(): readonly string[] {
  const files = readdirSync(examplesFolder, { recursive: true, encoding: 'utf8' })
  const platforms = files.filter((file) => /(^|\/)platform\.ts$/.test(file))
  return platforms
    .map((file) => relative(examplesFolder, dirname(join(examplesFolder, file))))
    .toSorted()
}
