import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const owner = fileURLToPath(new URL('watchdog-owner.ts', import.meta.url))

test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
  'no guarded process and no file outlives an owner that dies of %s',
  async (signal) => {
    const folder = mkdtempSync(join(tmpdir(), 'chartwright-watchdog-'))
    const child = spawn(process.execPath, ['--import', 'tsx', owner, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    const [first, released, last] = line.toString().split(' ').map(Number)
    onTestFinished(() => void process.kill(Number(released), 'SIGKILL'))
    expect([first, released, last].map(isRunning)).toEqual([true, true, true])

    child.kill(signal)
    await expect.poll(() => existsSync(folder)).toBe(false)
    expect([first, released, last].map(isRunning)).toEqual([false, true, false])
  },
)

function isRunning(pid: number | undefined): boolean {
  try {
    return process.kill(pid ?? 0, 0)
  } catch {
    return false
  }
}
