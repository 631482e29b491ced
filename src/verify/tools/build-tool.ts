import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { ChartError } from '../../errors/chart-error.ts'
import { run, type Environment } from '../run.ts'
import type { PinnedModule } from './pinned-module.ts'

/** Where a pinned tool is kept once it is built: a new version is a new file. */
export function builtTool({ name, version }: PinnedModule, environment: Environment): string {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return join(cacheFolder(environment), 'tools', `${name}-${version}${suffix}`)
}

/** Whether a pinned tool was built before. */
export function isBuilt(module: PinnedModule, environment: Environment): boolean {
  return existsSync(builtTool(module, environment))
}

/**
 * Builds a pinned tool into the cache. Two processes may do so at once: each builds under a name of
 * its own, then puts the whole file in place. Throws a ChartError with Go's last words.
 */
export async function buildTool(
  module: PinnedModule,
  go: string,
  environment: Environment,
): Promise<void> {
  const target = builtTool(module, environment)
  const draft = `${target}.${randomUUID()}`
  await mkdir(dirname(target), { recursive: true })
  try {
    const { exitCode, stderr } = await run(go, buildArguments(module, draft), {
      environment: { ...environment, GOWORK: 'off' },
      timeout: 30 * 60_000,
    })
    if (exitCode !== 0) throw buildFailure(module, stderr)
    await rename(draft, target)
  } finally {
    await rm(draft, { force: true })
  }
}

function buildArguments(module: PinnedModule, output: string): readonly string[] {
  const settings = Object.entries(module.variables).map(([name, value]) => `-X ${name}=${value}`)
  const flags = ['-s', '-w', ...settings].join(' ')
  return [
    'build',
    '-C',
    module.folder,
    '-trimpath',
    ...(module.tags?.length ? ['-tags', module.tags.join(',')] : []),
    '-ldflags',
    flags,
    '-o',
    output,
    module.command,
  ]
}

function buildFailure({ name, command }: PinnedModule, stderr: string): ChartError {
  const reason = stderr.trim().split('\n').slice(-3).join(' ')
  const message = `go build ${command} failed: ${reason}`
  return new ChartError([{ code: 'tool-build-failed', path: name, message }])
}

function cacheFolder(environment: Environment): string {
  const { CHARTWRIGHT_CACHE: own, XDG_CACHE_HOME: shared } = environment
  return own || join(shared || join(homedir(), '.cache'), 'chartwright')
}
