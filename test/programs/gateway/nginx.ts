import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { closeSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { program } from './nginx-program.ts'
import { openLog, type Place } from './place.ts'

/** nginx, run as in the container: without root, and writing below its prefix only. */
export interface Nginx {
  /** The access log, one object a request. */
  log(): readonly Readonly<Record<string, unknown>>[]
  /** Sends SIGQUIT, as Kubernetes does with this image, and gives the exit code once all is done. */
  stop(): Promise<number | null>
}

const nobody = 65_534
const identity = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}

/** What `nginx -t` says of a configuration; empty where it is well. */
export function testConfiguration(place: Place): string {
  const { folder } = place
  const out = openLog(place, 'access.log')
  const { status, stderr } = spawnSync(
    program,
    ['-t', '-q', '-p', join(folder, 'tmp'), '-c', join(folder, 'etc/nginx.conf')],
    { encoding: 'utf8', stdio: ['ignore', out, 'pipe'], ...identity },
  )
  closeSync(out)
  rmSync(folder, { recursive: true, force: true })
  return status === 0 ? stderr : `${stderr}exit ${status}`
}

/** Starts nginx as the container does, by start.sh, and waits until it answers. */
export async function startNginx(place: Place): Promise<Nginx> {
  const { folder, statusPort } = place
  const [out, err] = [openLog(place, 'access.log'), openLog(place, 'error.log')]
  const child = spawn('sh', [join(folder, 'etc/start.sh')], {
    cwd: join(folder, 'tmp'),
    stdio: ['ignore', out, err],
    ...identity,
  })
  for (const descriptor of [out, err]) closeSync(descriptor)
  const ended = exitOf(child)
  while (!(await accepts(statusPort))) {
    if (child.exitCode !== null) throw new Error(readFileSync(join(folder, 'error.log'), 'utf8'))
  }
  return {
    log: () => readLines(join(folder, 'access.log')),
    stop: async () => {
      child.kill('SIGQUIT')
      const code = await ended
      rmSync(folder, { recursive: true, force: true })
      return code
    },
  }
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code))
  })
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => setTimeout(() => resolve(false), 20))
  })
}

function readLines(file: string): readonly Readonly<Record<string, unknown>>[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
}
