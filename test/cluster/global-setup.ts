import type { TestProject } from 'vitest/node'
import { findTools } from '../../src/verify/tools/find-tools.ts'
import type { Tool } from '../../src/verify/tools/find-family.ts'
import type { Access } from './control-plane/access.ts'
import { buildPrograms } from './control-plane/programs.ts'
import { startControlPlane } from './control-plane/start-control-plane.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly access: Access
    readonly helms: readonly Tool[]
  }
}

/** Builds what is missing, then keeps one control plane up for all test files. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const programs = await buildPrograms(onProgress)
  const { helms } = await findTools({ onProgress })
  const { access, stop } = await startControlPlane(programs, ({ message }) => onProgress(message))
  project.provide('access', access)
  project.provide('helms', helms)
  return stop
}

function onProgress(message: string): void {
  process.stdout.write(`${message}\n`)
}
