import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { accepts } from '../probes.ts'
import { type Outcome, run, type Running, start } from '../process.ts'
import { pathOf, type Programs, whyNot } from '../programs.ts'
import type { NginxContainer } from './container.ts'

/** nginx, or another one than the system's: its directory in `$NGINX_DIRECTORY`. */
const nginx: Programs = {
  names: ['nginx'],
  from: 'nginx-light',
  directories: [process.env['NGINX_DIRECTORY'] ?? '/usr/sbin'],
}

const environment = { PATH: pathOf(nginx) }

/** Why tests with nginx cannot run here, as the end of their title; empty where they can. */
export const noNginx: string = whyNot(nginx)

/** Whether this nginx knows `http2 on`, which came with 1.25.1. */
export const speaksHttp2: boolean = minorVersion() > 25

function minorVersion(): number {
  const { stderr } = spawnSync('nginx', ['-v'], { encoding: 'utf8', env: environment })
  return Number(/nginx\/1\.(\d+)/.exec(stderr ?? '')?.[1] ?? 0)
}

/** nginx, run as in the container: without root, and writing below /tmp only. */
export interface Nginx {
  /** The access log, one object a request. */
  log(): readonly Readonly<Record<string, unknown>>[]
  /** Sends SIGQUIT, the image's STOPSIGNAL, and gives how nginx ended. */
  stop(): Promise<Outcome>
}

/** What `nginx -t` says of a container's configuration; empty where it is well. */
export async function configurationFaults({ folder, local }: NginxContainer): Promise<string> {
  const test = ['nginx', '-t', '-q', '-p', local('/tmp'), '-c', local('/etc/nginx/nginx.conf')]
  const { code, output } = await run(inFolder(folder, test), environment)
  rmSync(folder, { recursive: true, force: true })
  return code === 0 ? output : `${output}exit ${code}`
}

/** Starts the command of the container, and waits until nginx answers. */
export async function startNginx(place: NginxContainer): Promise<Nginx> {
  const { folder, local, container, statusPort } = place
  const command = (container.command ?? []).map(local)
  const running = start(inFolder(local(container.workingDir ?? '/'), command, folder), environment)
  await untilAnswered(statusPort, running)
  return {
    log: () => readLog(folder),
    stop: async () => {
      running.process.kill('SIGQUIT')
      const outcome = await running.ended
      rmSync(folder, { recursive: true, force: true })
      return outcome
    },
  }
}

/** With standard output in a file, because nginx opens /dev/stdout anew, which a pipe of root forbids. */
function inFolder(
  directory: string,
  command: readonly string[],
  logs = directory,
): readonly string[] {
  return [
    'sh',
    '-c',
    'cd "$1" && exec >"$2/access.log" && shift 2 && exec "$@"',
    'sh',
    directory,
    logs,
    ...command,
  ]
}

async function untilAnswered(port: number, running: Running): Promise<void> {
  while (!(await accepts(port))) {
    if (running.process.exitCode !== null) throw new Error((await running.ended).output)
    await pause(20)
  }
}

function readLog(folder: string): readonly Readonly<Record<string, unknown>>[] {
  const lines = readFileSync(join(folder, 'access.log'), 'utf8').split('\n')
  return lines
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
}
