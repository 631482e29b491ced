/**
 * `npm run soak [-- MINUTES [TEST]]`: the random tests with one seed after the other, until one
 * fails or the time is over. What it finds is mended, and becomes a fixed case of the test.
 */
import { spawnSync } from 'node:child_process'

const [minutes = '60', ...chosen] = process.argv.slice(2)
const tests =
  chosen.length > 0 ? chosen : ['test/property', 'test/validate', 'test/helm', 'test/diff']
const end = Date.now() + Number(minutes) * 60_000

let tried = 0
while (Date.now() < end) {
  const seed = Math.floor(Math.random() * 2 ** 31)
  const env = { ...process.env, CHARTWRIGHT_SEED: String(seed) }
  const vitest = ['vitest', 'run', '--typecheck.enabled=false', ...tests]
  const { status } = spawnSync('npx', vitest, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  tried++
  process.stdout.write(`seed ${seed}: ${status === 0 ? 'passed' : 'failed'}\n`)
  if (status !== 0) {
    process.stdout.write(`again: CHARTWRIGHT_SEED=${seed} npx ${vitest.join(' ')}\n`)
    process.exit(1)
  }
}
process.stdout.write(`${tried} seeds, no failure\n`)
