import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lessCollection, run } from '../../src/verify/run.ts'
import type { Tool } from '../../src/verify/tools/find-family.ts'

/** What Helm says against values of a chart; undefined where it takes them. */
export type HelmSays = (valuesFile: string | undefined) => Promise<string | undefined>

/** Asks Helm about values of one chart. What it said once is kept in a folder: it takes the most time by far. */
export function helmSays(helm: Tool, chart: string, kept: string): HelmSays {
  const digest = digestOf(chart)
  mkdirSync(kept, { recursive: true })
  return async (valuesFile) => {
    const values = valuesFile === undefined ? '' : readFileSync(valuesFile)
    const key = createHash('sha256').update(`${helm.version} ${digest}\n`).update(values)
    const answer = join(kept, key.digest('hex'))
    if (!existsSync(answer)) writeFileSync(answer, await ask(helm, chart, valuesFile))
    return readFileSync(answer, 'utf8') || undefined
  }
}

async function ask(helm: Tool, chart: string, valuesFile: string | undefined): Promise<string> {
  const values = valuesFile === undefined ? [] : ['--values', valuesFile]
  const { exitCode, stderr } = await run(helm.path, ['template', 'probe', chart, ...values], {
    environment: { ...lessCollection, HELM_NO_PLUGINS: '1' },
    timeout: 600_000,
  })
  return exitCode === 0 ? '' : stderr.slice(Math.max(0, stderr.indexOf('Error: ')))
}

function digestOf(chart: string): string {
  const hash = createHash('sha256')
  const entries = readdirSync(chart, { recursive: true, withFileTypes: true })
  const files = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name))
  for (const file of files.toSorted())
    hash.update(file.slice(chart.length)).update(readFileSync(file))
  return hash.digest('hex')
}
