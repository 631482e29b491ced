import type { TestProject } from 'vitest/node'
import { findTools, type Tools } from '../../src/verify/tools/find-tools.ts'
import type { Access } from './control-plane/access.ts'
import { connect } from './control-plane/api.ts'
import { buildPrograms } from './control-plane/programs.ts'
import { startControlPlane } from './control-plane/start-control-plane.ts'
import { defineCustomResources } from './custom-resources.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly access: Access
    readonly tools: Tools
  }
}

/** Builds what is missing, then keeps one control plane up for all test files. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const programs = await buildPrograms(onProgress)
  const tools = await findTools({ onProgress })
  const { access, stop } = await startControlPlane(programs, ({ message }) => onProgress(message))
  await defineCustomResources(connect(access))
  project.provide('access', access)
  project.provide('tools', tools)
  return stop
}

function onProgress(message: string): void {
  process.stdout.write(`${message}\n`)
}
