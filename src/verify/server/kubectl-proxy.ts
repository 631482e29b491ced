import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { serverMissing } from './server-error.ts'

/** A socket, readable by us alone, behind which kubectl speaks to the server with its user's log-in. */
export interface Proxy {
  readonly socket: string
  readonly close: () => Promise<void>
}

/** Becomes kubectl, with somebody at its side who ends it when our end of its input is closed. */
const script = `
exec 3<&0
(cat <&3; kill $$; rm -rf "$0") >/dev/null 2>&1 &
exec "$@" 3<&- </dev/null
`

/** Milliseconds that kubectl may take to start. */
const patience = 30_000

/** Opens the way to a server that kubectl knows. Throws a ChartError when kubectl will not. */
export async function openProxy(kubectl: string, options: readonly string[]): Promise<Proxy> {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-server-'))
  const socket = join(folder, 'socket')
  const args = [kubectl, ...options, 'proxy', `--unix-socket=${socket}`]
  const child = spawn('sh', ['-c', script, folder, ...args], { stdio: 'pipe' })
  const ended = once(child, 'exit')
  const close = async (): Promise<void> => {
    child.stdin.destroy()
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  const said = text(child.stderr)
  if (await isServing(child)) return { socket, close }
  await close()
  throw serverMissing((await said) || `it does not start within ${patience / 1000} s`)
}

/** kubectl says where it serves, or ends, or hangs. */
async function isServing({ stdout }: ChildProcessWithoutNullStreams): Promise<boolean> {
  const first = await Promise.race([
    once(stdout, 'data').then(() => true),
    once(stdout, 'end').then(() => false),
    sleep(patience, false, { ref: false }),
  ])
  stdout.resume()
  return first
}
