import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Watchdog } from './watchdog.ts'

/** How a program is started. */
export interface CommandLine {
  readonly program: string
  readonly args: readonly string[]
}

/** Go collects garbage less often then: memory for a tenth of the time. */
export const lessCollection = { GOGC: '400' } as const

/** Starts a guarded program that logs into the folder; rejects with its last words when it ends. */
export async function launch(
  name: string,
  { program, args }: CommandLine,
  folder: string,
  watchdog: Watchdog,
): Promise<never> {
  const log = join(folder, `${name}.log`)
  const output = openSync(log, 'w')
  const child = spawn(program, args, {
    detached: true,
    env: { ...process.env, ...lessCollection },
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  if (child.pid !== undefined) watchdog.guard(child.pid)
  return await new Promise((_, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      reject(new Error(`${name} ended (${signal ?? code}):\n${lastWords(log)}`))
    })
  })
}

function lastWords(log: string): string {
  try {
    return readFileSync(log, 'utf8').trim().split('\n').slice(-10).join('\n')
  } catch {
    return '' // the folder is gone, because all is being stopped
  }
}
