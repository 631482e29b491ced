import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { run } from '../../src/verify/run.ts'
import { projectDirectory } from '../default-project.ts'
import { fileFolder } from './file-folder.ts'

describe.each(['SIGINT', 'SIGKILL'] as const)('%s leaves no process and no file', (end) => {
  test('of a control plane', async () => {
    const folder = fileFolder()
    const serve = fileURLToPath(new URL('serve.ts', import.meta.url))
    const child = start(folder, ['--import', 'tsx', serve])
    await once(child.stdout ?? child, 'data')
    // etcd, the API server, the controllers, the scheduler, kwok, and who watches over them
    expect(await processes(folder)).toHaveLength(6)
    child.kill(end)
    await expect.poll(() => leftBehind(folder)).toEqual([])
  })

  test('of a dry run', async () => {
    const folder = fileFolder()
    const { kubeconfig } = inject('access')
    const command = ['verify', projectDirectory, '--kubeconfig', kubeconfig]
    const child = start(folder, [`${projectDirectory}dist/cli.js`, ...command])
    await expect.poll(() => processes(folder)).not.toEqual([])
    child.kill(end)
    await expect.poll(() => leftBehind(folder)).toEqual([])
  })
})

/** Starts Node, for which a folder is that of temporary files. */
function start(folder: string, args: readonly string[]): ChildProcess {
  const env = { ...process.env, TMPDIR: folder }
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'ignore'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** Our files in a folder, and the processes that use them; tsx keeps a cache of its own there. */
async function leftBehind(folder: string): Promise<readonly string[]> {
  const files = readdirSync(folder).filter((name) => name.startsWith('chartwright-'))
  return [...files, ...(await processes(folder))]
}

/** The processes whose command line names a folder. */
async function processes(folder: string): Promise<readonly string[]> {
  const { stdout } = await run('ps', ['-eo', 'args'])
  return stdout.split('\n').filter((line) => line.includes(folder))
}
