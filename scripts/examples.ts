/**
 * Generates and verifies every project below examples/: `npm run examples` prints one table of all
 * profiles with each Helm for the oldest and newest Kubernetes, and ends with 1 where one has a problem.
 *
 *   npm run examples -- cloudretail   only those whose path has this in it
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { colours } from '../src/commands/print-problems.ts'
import { formatTable } from '../src/verify/format/format-table.ts'
import { isVerified, type VerifyReport } from '../src/verify/report.ts'
import { run } from '../src/verify/run.ts'
import { here } from './bench/checkout.ts'
import { exampleProjects, examplesFolder } from './examples/projects.ts'

const wanted = process.argv.slice(2)
const names = exampleProjects().filter((name) => wanted.every((part) => name.includes(part)))
const cli = join(here, 'dist/cli.js')
const folder = mkdtempSync(join(tmpdir(), 'chartwright-examples-'))
const reports: VerifyReport[] = []
try {
  cpSync(examplesFolder, folder, { recursive: true }) // so that no chart is written beside an example
  for (const name of names) {
    process.stderr.write(`${name}\n`)
    reports.push(await verified(join(folder, name)))
  }
} finally {
  rmSync(folder, { recursive: true })
}
const runs = reports.flatMap(({ runs: all }, index) =>
  all.map((one) => ({ ...one, profile: `${names[index]}: ${one.profile}` })),
)
const report = { chart: 'examples', version: String(names.length), runs }
process.stdout.write(formatTable(report, { colour: colours(process.stdout) }))
process.exitCode = isVerified(report) && runs.length > 0 ? 0 : 1

/** What `verify` says of a project once it is generated. */
async function verified(project: string): Promise<VerifyReport> {
  await command('generate', project)
  return JSON.parse(await command('verify', project, '--output', 'json')) as VerifyReport // as verify writes it
}

/** What a command of ours prints; its errors are shown, and end the script unless it is `verify`'s report. */
async function command(name: string, ...args: readonly string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await run(process.execPath, [cli, name, ...args], {
    timeout: 600_000,
  })
  if (exitCode === 0 || stdout.startsWith('{')) return stdout
  throw new Error(`${name} ended with ${exitCode}: ${stderr}`)
}
