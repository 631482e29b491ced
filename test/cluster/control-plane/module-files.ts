import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../../../src/verify/run.ts'
import { pinFolder } from '../../../src/verify/tools/pinned-module.ts'

/** Reads files of a Go module at the version that a go.mod under scripts/tools/ pins. */
export async function readModuleFiles(
  pin: string,
  module: string,
  names: readonly string[],
): Promise<readonly string[]> {
  const args = ['-C', pinFolder(pin), 'mod', 'download', '-json', module]
  const { exitCode, stdout, stderr } = await run('go', args, { timeout: 10 * 60_000 })
  if (exitCode !== 0) throw new Error(`go mod download ${module} failed: ${stdout}${stderr}`)
  const { Dir } = JSON.parse(stdout) as { readonly Dir: string } // documented by `go help mod download`
  return names.map((name) => readFileSync(join(Dir, name), 'utf8'))
}
