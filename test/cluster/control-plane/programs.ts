import { ChartError } from '../../../src/errors/chart-error.ts'
import type { Environment } from '../../../src/verify/run.ts'
import { buildTool, builtTool, isBuilt } from '../../../src/verify/tools/build-tool.ts'
import { findGo } from '../../../src/verify/tools/go-toolchain.ts'
import { kubernetesProgram, readPin } from '../../../src/verify/tools/pinned-module.ts'

/** Where each program of the control plane comes from. */
const pins = {
  etcd: { folder: 'etcd', module: 'go.etcd.io/etcd/server/v3', command: '' },
  'kube-apiserver': kubernetesProgram('kube-apiserver'),
  'kube-controller-manager': kubernetesProgram('kube-controller-manager'),
  'kube-scheduler': kubernetesProgram('kube-scheduler'),
  kwok: { folder: 'kwok', module: 'sigs.k8s.io/kwok', command: '/cmd/kwok' },
} as const

/** A program of the control plane. */
export type ProgramName = keyof typeof pins

/** The path of each program. */
export type Programs = Readonly<Record<ProgramName, string>>

/**
 * Builds what was not built before, with Go, which takes minutes. Throws a ChartError when there is
 * no Go, even if all is built: the stages of kwok and the CRDs are read from Go modules as well.
 */
export async function buildPrograms(
  onProgress: (message: string) => void,
  environment: Environment = process.env,
): Promise<Programs> {
  const go = await findGo(environment)
  if ('reason' in go) throw noGo(go.reason)
  const paths: [string, string][] = []
  for (const name of Object.keys(pins) as ProgramName[]) {
    const pin = readPin(name, pins[name])
    // One after the other, because a build takes all cores and much memory.
    if (!isBuilt(pin, environment)) {
      onProgress(`building ${name} ${pin.version}; this takes minutes, but only once`)
      await buildTool(pin, go.path, environment)
    }
    paths.push([name, builtTool(pin, environment)])
  }
  return Object.fromEntries(paths) as Programs
}

function noGo(reason: string): ChartError {
  return new ChartError([
    {
      code: 'go-missing',
      path: 'test:cluster',
      message: `the control plane cannot be built: ${reason}`,
      hint: 'install Go 1.26 or later from https://go.dev/dl',
    },
  ])
}
