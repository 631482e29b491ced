import { chmodSync, copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { ChartError } from '../../src/errors/chart-error.ts'
import { buildTool, builtTool, isBuilt } from '../../src/verify/tools/build-tool.ts'
import { findGo } from '../../src/verify/tools/go-toolchain.ts'
import { readPin } from '../../src/verify/tools/pinned-module.ts'

/** Where each exporter comes from: the version of its image. */
const pins = {
  'nginx-exporter': {
    folder: 'nginx-exporter',
    module: 'github.com/nginx/nginx-prometheus-exporter',
    command: '',
  },
} as const

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

/** What an exporter says at `/metrics`: `name{labels}` → number. */
export async function metricsAt(port: number): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`)
  const lines = (await response.text()).split('\n').filter((line) => /^[^#\s]/.test(line))
  return new Map(
    lines.map((line) => {
      const end = line.lastIndexOf(' ')
      return [line.slice(0, end), Number(line.slice(end + 1))]
    }),
  )
}
