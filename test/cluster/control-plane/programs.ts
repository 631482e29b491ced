import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ChartError } from '../../../src/errors/chart-error.ts'
import { buildTool, builtTool, isBuilt } from '../../../src/verify/tools/build-tool.ts'
import { findGo } from '../../../src/verify/tools/go-toolchain.ts'
import { requiredVersion, type PinnedModule } from '../../../src/verify/tools/pinned-module.ts'

const kubernetes = { folder: 'kubernetes', module: 'k8s.io/kubernetes' }

/** Where each program of the control plane comes from. */
const sources = {
  etcd: { folder: 'etcd', module: 'go.etcd.io/etcd/server/v3', command: '' },
  'kube-apiserver': { ...kubernetes, command: '/cmd/kube-apiserver' },
  'kube-controller-manager': { ...kubernetes, command: '/cmd/kube-controller-manager' },
  'kube-scheduler': { ...kubernetes, command: '/cmd/kube-scheduler' },
  kwok: { folder: 'kwok', module: 'sigs.k8s.io/kwok', command: '/cmd/kwok' },
} as const

/** A program of the control plane. */
export type ProgramName = keyof typeof sources

/** The path of each program. */
export type Programs = Readonly<Record<ProgramName, string>>

/**
 * Builds what was not built before, with Go, which takes minutes. Throws a ChartError when there is
 * no Go, even if all is built: the stages of kwok and the CRDs are read from Go modules as well.
 */
export async function buildPrograms(onProgress: (message: string) => void): Promise<Programs> {
  const go = await findGo(process.env)
  if ('reason' in go) throw noGo(go.reason)
  const paths: [string, string][] = []
  for (const name of Object.keys(sources) as ProgramName[]) {
    const pin = pinnedProgram(name)
    // One after the other, because a build takes all cores and much memory.
    if (!isBuilt(pin, process.env)) {
      onProgress(`building ${name} ${pin.version}; this takes minutes, but only once`)
      await buildTool(pin, go.path, process.env)
    }
    paths.push([name, builtTool(pin, process.env)])
  }
  return Object.fromEntries(paths) as Programs
}

/** Folder of the go.mod under scripts/tools/ that pins modules. */
export function pinFolder(name: string): string {
  return fileURLToPath(new URL(`../../../scripts/tools/${name}/`, import.meta.url))
}

function pinnedProgram(name: ProgramName): PinnedModule {
  const { folder, module, command } = sources[name]
  const version = requiredVersion(readFileSync(`${pinFolder(folder)}go.mod`, 'utf8'), module)
  const variables = module === kubernetes.module ? kubernetesVersion(version) : {}
  return { name, folder: pinFolder(folder), command: module + command, version, variables }
}

/** Without these, Kubernetes says that it is v0.0.0, and no chart with a kubeVersion installs. */
function kubernetesVersion(version: string): Readonly<Record<string, string>> {
  const [major = '', minor = ''] = version.slice(1).split('.')
  const place = 'k8s.io/component-base/version'
  return {
    [`${place}.gitVersion`]: version,
    [`${place}.gitMajor`]: major,
    [`${place}.gitMinor`]: minor,
    [`${place}.gitTreeState`]: 'clean',
  }
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
