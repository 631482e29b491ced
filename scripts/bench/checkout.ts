import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from '../../src/verify/run.ts'

/** Root of this repository. */
export const here: string = fileURLToPath(new URL('../../', import.meta.url))

/** Builds a commit of this repository below a folder, with the packages that it asks for. Gives its directory. */
export async function checkout(commit: string, parent: string): Promise<string> {
  const directory = join(parent, 'base')
  await succeeded('git', 'clone', '--quiet', '--no-checkout', here, directory)
  await succeeded('git', '-C', directory, 'checkout', '--quiet', commit)
  await succeeded('npm', 'ci', '--prefix', directory) // which builds it
  return directory
}

/** What a program prints; what takes no time because it fails would be no measure. */
export async function succeeded(program: string, ...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await run(program, args, { timeout: 1_200_000 })
  if (exitCode !== 0) throw new Error(`${program} ${args.join(' ')}: ${stdout}${stderr}`)
  return stdout
}
