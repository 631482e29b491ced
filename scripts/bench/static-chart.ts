import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inert } from '../../src/template/print/inert.ts'

/**
 * Writes a chart that renders exactly this text, with a file for each object and nothing to compute:
 * what Helm takes for it, it takes for any chart with these objects. Gives its directory.
 */
export function staticChart(parent: string, name: string, manifests: string): string {
  const directory = join(parent, name)
  mkdirSync(join(directory, 'templates'), { recursive: true })
  writeFileSync(join(directory, 'Chart.yaml'), `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n`)
  const objects = manifests.split(/^---$/m).filter((text) => text.trim() !== '')
  for (const [index, text] of objects.entries())
    writeFileSync(join(directory, 'templates', `${index}.yaml`), inert(text))
  return directory
}
