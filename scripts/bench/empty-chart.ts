import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes a chart without templates, whose rendering takes what Helm takes anyway. Gives its directory. */
export function emptyChart(parent: string): string {
  const directory = join(parent, 'empty')
  mkdirSync(directory)
  writeFileSync(join(directory, 'Chart.yaml'), 'apiVersion: v2\nname: empty\nversion: 0.1.0\n')
  return directory
}
