import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Tool } from '../../src/verify/tools/find-family.ts'
import { escapeOf, unsafeCharacter } from '../../src/helm/yaml/characters.ts'
import { template } from '../helm.ts'
import { writeFiles } from '../write-files.ts'

/** Text of the files below `templates/`. */
export type TemplateFiles = Readonly<Record<string, string>>

/** What a chart renders: the text that each of its template files gives. */
export type Rendered = Readonly<Record<string, string>>

/** The chart as its templates see it. */
export const chart = { name: 'property', version: '1.2.3', appVersion: '4.5.6' } as const

/** The release as `template` of test/helm.ts calls it. */
export const release = { name: 'probe', namespace: 'default' } as const

/** Renders one chart under several values, in a folder that goes away. */
export async function renderChart(
  helm: Tool,
  files: TemplateFiles,
  values: readonly unknown[] = [{}],
): Promise<readonly Rendered[]> {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-property-'))
  try {
    writeFiles(folder, new Map([['Chart.yaml', chartYaml], ...templates(files)]))
    return await Promise.all(
      values.map(async (one, i) => {
        const valuesFile = join(folder, `values-${i}.yaml`)
        writeFileSync(valuesFile, asYaml(one))
        return byFile(await template(helm, folder, valuesFile))
      }),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** JSON is YAML but for some characters, which it need not escape. */
const asYaml = (values: unknown): string =>
  JSON.stringify(values).replace(unsafeCharacter, escapeOf)

const chartYaml = `apiVersion: v2\n${Object.entries(chart)
  .map(([key, value]) => `${key}: ${value}\n`)
  .join('')}`

const templates = (files: TemplateFiles): readonly (readonly [string, string])[] =>
  Object.entries(files).map(([name, text]) => [`templates/${name}`, text])

/** Helm says above each document which file it comes from. */
function byFile(output: string): Rendered {
  const found: Record<string, string> = {}
  const documents = output.split(/^---\n# Source: [^/\n]+\/templates\/(\S+)\n/m)
  for (let i = 1; i < documents.length; i += 2) {
    const [name = '', text = ''] = documents.slice(i, i + 2)
    found[name] = `${found[name] ?? ''}---\n${text}`
  }
  return found
}
