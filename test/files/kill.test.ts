import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { recoverTree } from '../../src/files/write-tree.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { filesIn, visibleState } from './project.ts'

const program = fileURLToPath(new URL('write-forever.ts', import.meta.url))

/** Starts the program on a folder, and sends it a signal a few milliseconds after its first write. */
async function interrupt(root: string, signal: NodeJS.Signals, delay: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, root])
  const exited = once(child, 'exit')
  await once(child.stdout, 'data')
  await setTimeout(delay)
  child.kill(signal)
  const [, endedBy] = await exited
  expect(endedBy).toBe(signal)
}

const delays = Array.from({ length: 6 }, () => Math.random() * 40)

test.each(delays)('SIGKILL after %f ms leaves one generation after recovery', async (delay) => {
  const root = temporaryFolder()
  await interrupt(root, 'SIGKILL', delay)
  expect(['first', 'second', 'no chart']).toContain(visibleState(root))
  recoverTree(root)
  expect(['first', 'second']).toContain(visibleState(root))
  expect([...filesIn(root).keys()].filter((path) => path.startsWith('.'))).toEqual([])
})

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s waits for a whole tree', async (signal) => {
  const root = temporaryFolder()
  await interrupt(root, signal, Math.random() * 40)
  expect(['first', 'second']).toContain(visibleState(root))
  expect([...filesIn(root).keys()].filter((path) => path.startsWith('.'))).toEqual([])
})
