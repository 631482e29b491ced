/**
 * Compares pairs of chart versions: each folder in a folder has `old` and `new`, and perhaps values
 * files. Prints how many findings of each code there are, and what `diff` says of each pair on wish:
 * `npx tsx scripts/diff-pairs.ts DIR [--all]`.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { diffText } from '../src/commands/print-diff.ts'
import { compareStates } from '../src/diff/compare-states.ts'
import { findStates } from '../src/diff/find-states.ts'

const [root = '.', ...words] = process.argv.slice(2)
const pairs = readdirSync(root).filter((name) => existsSync(join(root, name, 'old/Chart.yaml')))
for (const name of pairs) {
  const at = (inside: string): string => join(root, name, inside)
  const files = readdirSync(join(root, name)).filter((file) => /^values.*\.yaml$/.test(file))
  const started = performance.now()
  const options = { project: '.', values: files.map(at) }
  const comparison = compareStates(...(await findStates(at('old'), at('new'), options)))
  const { breaking, notCompared } = comparison
  const codes = new Map<string, number>()
  for (const { code } of [...breaking, ...notCompared]) codes.set(code, (codes.get(code) ?? 0) + 1)
  const counts = [...codes].map(([code, number]) => `${code} ${number}`).join(', ')
  process.stdout.write(`${name} (${Math.round(performance.now() - started)} ms): ${counts}\n`)
  if (words.includes('--all')) process.stdout.write(`${diffText(comparison, false)}\n`)
}
