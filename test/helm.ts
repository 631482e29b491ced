import { type ProcessResult, run } from '../src/verify/run.ts'
import type { Tool } from '../src/verify/tools/find-family.ts'
import { findTools } from '../src/verify/tools/find-tools.ts'

/** The Helms that the project is compared with, the oldest first. */
export const helms: readonly Tool[] = (await findTools()).helms

/** The Helm that counts where they differ. */
export function newestHelm(): Tool {
  const newest = helms.at(-1)
  if (!newest) throw new Error('there is no Helm') // findTools would have thrown
  return newest
}

/** What `helm template` of a chart prints, with the given values files. */
export async function template(
  helm: Tool,
  chart: string,
  ...valuesFiles: readonly string[]
): Promise<string> {
  const { exitCode, stdout, stderr } = await runTemplate(helm, chart, ...valuesFiles)
  if (exitCode !== 0) throw new Error(stderr)
  return stdout
}

/** Runs `helm template` of a chart, which may fail. */
export function runTemplate(
  helm: Tool,
  chart: string,
  ...valuesFiles: readonly string[]
): Promise<ProcessResult> {
  const options = valuesFiles.flatMap((file) => ['--values', file])
  return run(helm.path, ['template', 'probe', chart, ...options])
}

/** Files of a chart whose one object holds its `.Values`, for `valuesIn` to find. */
export function probe(name: string): Readonly<Record<string, string>> {
  return {
    'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`,
    // Encoded, because Helm reads what it has rendered as YAML once more.
    'templates/probe.yaml': `kind: Probe\nchart: {{ .Template.BasePath }}\nvalues: {{ .Values | toJson | b64enc }}\n`,
  }
}

/** The values that each probe of a rendered chart saw, by its chart: `umbrella/charts/web`. */
export function valuesIn(rendered: string): Readonly<Record<string, unknown>> {
  const probes = rendered.matchAll(/^chart: (\S+)\/templates\nvalues: (\S+)$/gm)
  return Object.fromEntries(
    [...probes].map(([, chart = '', values = '']) => [chart, decode(values)]),
  )
}

function decode(base64: string): unknown {
  return JSON.parse(Buffer.from(base64, 'base64').toString('utf8'))
}
