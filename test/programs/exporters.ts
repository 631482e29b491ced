import { setTimeout as pause } from 'node:timers/promises'
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec'
import { chmodSync, copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { ChartError } from '../../src/errors/chart-error.ts'
import { buildTool, builtTool, isBuilt } from '../../src/verify/tools/build-tool.ts'
import { findGo } from '../../src/verify/tools/go-toolchain.ts'
import { readPin } from '../../src/verify/tools/pinned-module.ts'
import type { Values } from '../../src/values/value.ts'
import type { Manifest } from '../components/rendered.ts'
import { localContainer } from './local-container.ts'
import { printable } from './printable.ts'
import { accepts } from './probes.ts'
import { type Running, start } from './process.ts'

/** Where each exporter comes from, and restic, too: the version of its image. */
const pins = {
  'elasticsearch-exporter': {
    folder: 'elasticsearch-exporter',
    module: 'github.com/prometheus-community/elasticsearch_exporter',
    command: '',
  },
  'nginx-exporter': {
    folder: 'nginx-exporter',
    module: 'github.com/nginx/nginx-prometheus-exporter',
    command: '',
  },
  'postgres-exporter': {
    folder: 'postgres-exporter',
    module: 'github.com/prometheus-community/postgres_exporter',
    command: '/cmd/postgres_exporter',
  },
  'redis-exporter': {
    folder: 'redis-exporter',
    module: 'github.com/oliver006/redis_exporter',
    command: '',
  },
  restic: {
    folder: 'restic',
    module: 'github.com/restic/restic',
    command: '/cmd/restic',
  },
} as const

/** Password of an exporter in the tests, as a file has it. */
export const exporterPassword = `${printable}\n`

/** Values of a store with an exporter and the client orders, whose passwords are in the values. */
export const exporterValues = {
  global: { secrets: { provider: 'inline' } },
  auth: { password: 'root' },
  clients: { orders: { password: 'orders' } },
  exporter: { password: exporterPassword },
} satisfies Values

/** Why tests of exporters cannot run here, as the end of their title; empty where they can. */
export const noExporters: string = await whyNot()

async function whyNot(): Promise<string> {
  const go = await findGo(process.env)
  if (!('reason' in go)) return ''
  if (process.env['CI']) throw new Error(go.reason)
  return ` (not run: ${go.reason})`
}

/** Version of an exporter, without the `v`. */
export function exporterVersion(name: keyof typeof pins): string {
  return readPin(name, pins[name]).version.slice(1)
}

/** Path of an exporter in a directory of the test, where any user may run it; it is built once. */
export async function exporter(name: keyof typeof pins, directory: string): Promise<string> {
  const pin = readPin(name, pins[name])
  const go = await findGo(process.env)
  if ('reason' in go) throw new ChartError([{ code: 'go-missing', path: name, message: go.reason }])
  if (!isBuilt(pin, process.env)) await buildTool(pin, go.path, process.env)
  const path = join(directory, name)
  copyFileSync(builtTool(pin, process.env), path)
  chmodSync(path, 0o755)
  return path
}

/** What an exporter says at `/metrics`. */
export async function pageAt(port: number): Promise<string> {
  return (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
}

/** The same: `name{labels}` → number. */
export async function metricsAt(port: number): Promise<ReadonlyMap<string, number>> {
  const lines = (await pageAt(port)).split('\n').filter((line) => /^[^#\s]/.test(line))
  return new Map(
    lines.map((line) => {
      const end = line.lastIndexOf(' ')
      return [line.slice(0, end), Number(line.slice(end + 1))]
    }),
  )
}

/** The pod that an exporter is in, and where it runs here. */
interface Place {
  readonly pod: IPodSpec | undefined
  readonly objects: readonly Manifest[]
  readonly root: string
  /** Where it listens, in place of its own port. */
  readonly port: number
  readonly environment?: Readonly<Record<string, string>>
}

/** Starts the exporter of a rendered pod as its sidecar, and waits until it answers. */
export async function startExporter(
  name: keyof typeof pins,
  { pod, objects, root, port, environment = {} }: Place,
): Promise<Running> {
  const [container] = pod?.initContainers ?? []
  if (!pod || !container) throw new Error('the pod has no sidecar')
  const { environment: own, local } = localContainer(pod, container, objects, root)
  const program = await exporter(name, root)
  const args = [...(container.args ?? []).map(local), `--web.listen-address=127.0.0.1:${port}`]
  const running = start([program, ...args], { ...own, ...environment })
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await accepts(port)) return running
    if (running.process.exitCode !== null) throw new Error((await running.ended).output)
    await pause(50)
  }
  throw new Error('the exporter does not listen')
}
