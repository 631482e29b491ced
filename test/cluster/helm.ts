import { dirname, join } from 'node:path'
import { inject } from 'vitest'
import type { Tool } from '../../src/verify/tools/find-family.ts'
import { lessCollection } from './control-plane/launch.ts'
import { guardedRun, type ProcessResult } from './guarded-run.ts'

/** One release in one namespace, as one Helm sees it. */
export interface Release {
  readonly name: string
  readonly namespace: string
  /**
   * Runs a Helm command on the release, and waits for what it brings about. A failure is an error,
   * and so is a warning, whether of Helm or of the API server.
   */
  readonly helm: (command: string, ...args: readonly string[]) => Promise<ProcessResult>
  /** The same, but a failure is a result, and so is a warning. */
  readonly attempt: (command: string, ...args: readonly string[]) => Promise<ProcessResult>
}

/** What a test of one Helm calls its namespace: `install-prod-helm-4`. */
export function under({ version }: Tool, purpose: string): string {
  return `${purpose}-helm-${version.split('.')[0]}`
}

/** How long a command may wait for what it brings about. */
const patience = '300s'

/** A release that need not exist yet. */
export function release(tool: Tool, namespace: string, name: string = 'shop'): Release {
  const attempt: Release['attempt'] = (command, ...args) =>
    runHelm(tool, [command, name, ...waiting(command), ...args, '--namespace', namespace])
  return {
    name,
    namespace,
    attempt,
    helm: async (command, ...args) => {
      const result = await attempt(command, ...args)
      if (result.exitCode === 0 && result.stderr === '') return result
      const { exitCode, stderr } = result
      throw new Error(`helm ${[command, ...args].join(' ')} ended with ${exitCode}: ${stderr}`)
    },
  }
}

/** The Helm for tests in which it does not matter which one runs. */
export function newestHelm(): Tool {
  const newest = inject('tools').helms.at(-1)
  if (!newest) throw new Error('there is no Helm')
  return newest
}

/** Runs Helm against the control plane, with its caches in the control plane's folder. */
export async function runHelm(tool: Tool, args: readonly string[]): Promise<ProcessResult> {
  const { kubeconfig } = inject('access')
  const home = join(dirname(kubeconfig), 'helm')
  const result = await guardedRun(tool.path, [...args, '--kubeconfig', kubeconfig], {
    HELM_CACHE_HOME: home,
    HELM_CONFIG_HOME: home,
    HELM_DATA_HOME: home,
    KUBECACHEDIR: join(home, 'kube'),
    HELM_QPS: '1000', // or Helm says on stderr that it holds itself back
    HELM_BURST_LIMIT: '1000',
    ...lessCollection,
  })
  return { ...result, stderr: result.stderr.replaceAll(endedWatch, '') }
}

/**
 * What client-go 0.37 logs, as an error, of a watch that Helm ends because all it waited for is there,
 * where the answer to a list was on its way.
 */
const endedWatch =
  /^E\d{4} .*"Unexpected error when reading response body" err="context canceled"\n/gm

/** Helm 4 leaves fields alone that others set: the replicas of an autoscaler, Secrets made by hand. */
export function forced({ version }: Tool): readonly string[] {
  return version.startsWith('4') ? ['--force-conflicts'] : []
}

function waiting(command: string): readonly string[] {
  if (command === 'test') return ['--timeout', patience]
  if (command === 'uninstall') return ['--wait', '--timeout', patience]
  const changes = ['install', 'upgrade', 'rollback']
  return changes.includes(command) ? ['--wait', '--wait-for-jobs', '--timeout', patience] : []
}
