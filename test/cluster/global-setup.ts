import type { TestProject } from 'vitest/node'
import { findKubectl, findTools, type Tools } from '../../src/verify/tools/find-tools.ts'
import { bringUp } from './bring-up.ts'
import type { Access } from './control-plane/access.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly access: Access
    readonly tools: Tools
  }
}

/** Builds what is missing, then keeps one control plane up for all test files. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const tools = await findTools({ onProgress })
  await findKubectl({ onProgress }) // for chartwright verify --server
  const { access, stop } = await bringUp(onProgress)
  project.provide('access', access)
  project.provide('tools', tools)
  return stop
}

function onProgress(message: string): void {
  process.stdout.write(`${message}\n`)
}
