import { goJson } from '../../src/template/go-text.ts'
import { run } from '../../src/verify/run.ts'
import type { Tool } from '../../src/verify/tools/find-family.ts'
import { escapeOf, unsafeCharacter } from '../../src/yaml/characters.ts'
import { parseDocuments } from '../../src/yaml/parse.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** A chart of one test. */
export interface TestChart {
  /** Files below `templates/`. */
  readonly templates: Readonly<Record<string, string>>
  readonly values: Readonly<Record<string, unknown>>
}

/** What `.Release` and `.Chart` hold in every test chart. */
export const identity = {
  release: { name: 'shop', namespace: 'sales' },
  chart: { name: 'orders', version: '1.2.3', appVersion: '4.5.6' },
} as const

/** Renders a chart with Helm: file below `templates/` → what became of it. */
export async function renderChart(
  helm: Tool,
  { templates, values }: TestChart,
): Promise<ReadonlyMap<string, string>> {
  const files = Object.entries(templates).map(([file, text]) => [`templates/${file}`, text])
  const folder = temporaryFolder({
    'Chart.yaml': readable({ apiVersion: 'v2', ...identity.chart }),
    'values.yaml': readable(values),
    ...Object.fromEntries(files),
  })
  const { name, namespace } = identity.release
  const args = ['template', name, folder, '--namespace', namespace]
  const { exitCode, stdout, stderr } = await run(helm.path, args)
  if (exitCode !== 0) throw new Error(stderr)
  return bySource(stdout)
}

/** JSON, which Helm's YAML reader takes for the same. */
function readable(values: unknown): string {
  return JSON.stringify(values).replace(unsafeCharacter, escapeOf)
}

function bySource(rendered: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  for (const part of rendered.split(/^(?=---\n# Source: )/m)) {
    const [, file = ''] = /^---\n# Source: [^/]+\/templates\/(.*)$/m.exec(part) ?? []
    files.set(file, (files.get(file) ?? '') + part)
  }
  return files
}

/** The documents of a rendered file, in an order that does not depend on Helm's. */
export function documentsOf(rendered: string | undefined): readonly unknown[] {
  return sorted(parseDocuments(rendered ?? ''))
}

/** Documents in an order of their own. */
export function sorted(documents: readonly unknown[]): readonly unknown[] {
  return documents.toSorted((a, b) => (goJson(a) < goJson(b) ? -1 : 1))
}
