import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const owner = fileURLToPath(new URL('watchdog-owner.ts', import.meta.url))

/** Starts a process that has a watchdog, a folder, and a child that runs for ever. */
async function start(command: string): Promise<{ child: ChildProcess; folder: string; pid: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-watchdog-'))
  const child = spawn(process.execPath, ['--import', 'tsx', owner, folder, command], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [pid] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, folder, pid: Number(pid) }
}

/** Whether anything of a process group is left. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(-pid, 0)
  } catch {
    return false
  }
}

test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
  'no process and no file outlives an owner that dies of %s',
  async (signal) => {
    const { child, folder, pid } = await start('sleep 1000')
    expect(isRunning(pid)).toBe(true)
    child.kill(signal)
    await expect.poll(() => existsSync(folder), { timeout: 20_000 }).toBe(false)
    expect(isRunning(pid)).toBe(false)
  },
)

test('a process that does not stop by itself is killed', async () => {
  const { child, folder, pid } = await start('trap "" TERM; while true; do sleep 0.1; done')
  child.kill('SIGKILL')
  await expect.poll(() => existsSync(folder), { timeout: 20_000 }).toBe(false)
  expect(isRunning(pid)).toBe(false)
})
