import { dirname, join } from 'node:path'
import { inject } from 'vitest'
import { guardedRun } from './guarded-run.ts'

/** Runs kubectl against the control plane and gives its output. */
export async function kubectl(...args: readonly string[]): Promise<string> {
  const { kubeconfig } = inject('access')
  const cache = join(dirname(kubeconfig), 'kubectl')
  const flags = ['--kubeconfig', kubeconfig, '--cache-dir', cache, '--request-timeout', '30s']
  const { exitCode, stdout, stderr } = await guardedRun(inject('kubectl'), [...flags, ...args])
  if (exitCode !== 0) throw new Error(`kubectl ${args.join(' ')} failed: ${stderr}`)
  return stdout
}

/** The names of all objects in a namespace, except for events: `deployment.apps/shop-cart`. */
export async function contents(namespace: string): Promise<readonly string[]> {
  const kinds = await kubectl(
    'api-resources',
    '--namespaced',
    '--verbs',
    'list',
    '--output',
    'name',
  )
  const lasting = kinds
    .trim()
    .split('\n')
    .filter((kind) => !kind.startsWith('events'))
  const names = await kubectl('get', lasting.join(), '--namespace', namespace, '--output', 'name')
  return names.trim().split('\n').toSorted()
}
