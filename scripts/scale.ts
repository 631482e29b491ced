/**
 * Takes one large platform through its life: `npm run scale` generates so many services with one
 * PostgreSQL, has one Helm verify the chart and install it on a control plane of its own, and prints
 * time, memory and size of each step. Only one control plane fits a small machine.
 *
 *   --services N  how many services (default 1000)
 *   --keep DIR    where the project goes, and stays; else it goes away at the end
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { columns } from '../src/verify/format/columns.ts'
import { run } from '../src/verify/run.ts'
import type { Tool } from '../src/verify/tools/find-family.ts'
import { findTools } from '../src/verify/tools/find-tools.ts'
import { bringUp } from '../test/cluster/bring-up.ts'
import { connect } from '../test/cluster/control-plane/api.ts'
import { here } from './bench/checkout.ts'
import { releaseBytes } from './bench/release-bytes.ts'
import { serviceProject } from './bench/service-project.ts'

const { values } = parseArgs({
  options: { services: { type: 'string', default: '1000' }, keep: { type: 'string' } },
})

const { helms, kubeconform } = await findTools({ onProgress: (text) => console.error(text) })
const helm = helms.at(-1)
if (!helm) throw new Error('there is no Helm')
const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'chartwright-scale-'))
try {
  mkdirSync(folder, { recursive: true })
  const project = serviceProject(folder, Number(values.services))
  const cli = join(here, 'dist/cli.js')
  const chart = join(project, 'chart')
  const generated = await step('generate', process.execPath, [cli, 'generate', project])
  const rendered = await step('helm template', helm.path, ['template', 'scale', chart])
  const tools = ['--helm', helm.path, '--kubeconform', kubeconform.path]
  const verified = await step('verify, one Helm, one Kubernetes', process.execPath, [
    cli,
    'verify',
    project,
    ...tools,
    '--kubernetes',
    '1.36',
  ])
  const { installed, stored } = await install(helm, chart)
  const release = releaseBytes(helm, chart, rendered.stdout)
  const objects = rendered.stdout.split(/^kind: /m).length - 1
  const rows = [
    ['Step', 'Time', 'Memory'],
    ...[generated, rendered, verified, installed].map(({ row }) => row),
  ]
  process.stdout.write(`${columns(rows, (column) => column > 0).join('\n')}\n\n`)
  process.stdout.write(
    `${values.services} services: ${objects} objects, ${mebibytes(rendered.stdout.length)} of manifests, ` +
      `a release Secret of ${mebibytes(stored)}, foreseen as ${mebibytes(release)}, where 1 MiB is the most\n`,
  )
  process.stdout.write(verified.stdout)
} finally {
  if (values.keep === undefined) rmSync(folder, { recursive: true })
}

interface Step {
  readonly row: readonly string[]
  readonly stdout: string
}

interface Installation {
  readonly installed: Step
  /** Bytes of the release in its Secret. */
  readonly stored: number
}

/** Installs the chart, and waits until all of its pods are ready. */
async function install({ path }: Tool, chart: string): Promise<Installation> {
  const { access, stop } = await bringUp((text) => console.error(text))
  try {
    const where = ['--kubeconfig', access.kubeconfig, '--namespace', 'default']
    const waiting = ['--wait', '--timeout', '20m']
    const command = ['install', 'scale', chart, ...where, ...waiting]
    const installed = await step('helm install --wait', path, command)
    const secrets = await connect(access).list('v1/secrets', 'default')
    const secret = secrets.find(({ metadata }) => metadata?.name === 'sh.helm.release.v1.scale.v1')
    return { installed, stored: Buffer.from(secret?.data?.['release'] ?? '', 'base64').length }
  } finally {
    await stop()
  }
}

/** Runs a program; the memory is the most that it had, as GNU time tells it. */
async function step(name: string, program: string, args: readonly string[]): Promise<Step> {
  console.error(name)
  const started = performance.now()
  const timed = ['-f', 'maxrss %M', program, ...args]
  const { exitCode, stdout, stderr } = await run('/usr/bin/time', timed, { timeout: 1_500_000 })
  if (exitCode !== 0) throw new Error(`${name}: ${stderr}`)
  const seconds = (performance.now() - started) / 1000
  const kibibytes = Number(/^maxrss (\d+)$/m.exec(stderr)?.[1])
  return { row: [name, `${seconds.toFixed(1)} s`, mebibytes(kibibytes * 1024)], stdout }
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`
}
