import { chmodSync, copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { ChartError } from '../../../src/errors/chart-error.ts'
import { buildTool, builtTool, isBuilt } from '../../../src/verify/tools/build-tool.ts'
import { findGo } from '../../../src/verify/tools/go-toolchain.ts'
import { type Pin, readPin } from '../../../src/verify/tools/pinned-module.ts'

/** Of all ways to find targets, the one that charts use: the others would take most of the time to build. */
const tags = ['remove_all_sd', 'enable_kubernetes_sd']

/**
 * Where the programs come from. Alertmanager from 0.32 on does not build from its module, which lacks the
 * pages (`pattern app/dist: no matching files found`).
 */
const pins = {
  prometheus: {
    folder: 'prometheus',
    module: 'github.com/prometheus/prometheus',
    command: '/cmd/prometheus',
    tags,
  },
  promtool: {
    folder: 'prometheus',
    module: 'github.com/prometheus/prometheus',
    command: '/cmd/promtool',
    tags,
  },
  alertmanager: {
    folder: 'alertmanager',
    module: 'github.com/prometheus/alertmanager',
    command: '/cmd/alertmanager',
  },
} satisfies Readonly<Record<string, Pin>>

/** Path of a program of Prometheus; it is built once. */
export async function monitoringTool(name: keyof typeof pins): Promise<string> {
  const pin = readPin(name, pins[name])
  const go = await findGo(process.env)
  if ('reason' in go) throw new ChartError([{ code: 'go-missing', path: name, message: go.reason }])
  if (!isBuilt(pin, process.env)) await buildTool(pin, go.path, process.env)
  return builtTool(pin, process.env)
}

/** The same in a directory of the test, where any user may run it. */
export async function monitoringToolIn(
  directory: string,
  name: keyof typeof pins,
): Promise<string> {
  const path = join(directory, name)
  copyFileSync(await monitoringTool(name), path)
  chmodSync(path, 0o755)
  return path
}
