import { mkdtempSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import spawn, { SubprocessError } from 'nano-spawn'

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

/** Files of a project by their path; those that are not given are those of a small sound one. */
export type ProjectFiles = Readonly<Record<string, string>>

const sound: ProjectFiles = {
  'Chart.yaml': `apiVersion: v2
name: shop
description: A small shop
version: 1.2.3
appVersion: "4.5.6"
kubeVersion: ">=1.29.0-0"
`,
  'platform.ts': `import { call, database, definePlatform, gateway, postgresql, service } from 'chartwright'

export default definePlatform({
  components: {
    users: service({ image: 'shop/users', port: 8001, uses: [database('postgresql')] }),
    orders: service({ image: 'shop/orders', port: 8002, uses: [database('postgresql'), call('users')] }),
    gateway: gateway({ routes: { '/users': 'users', '/orders': 'orders' } }),
    postgresql: postgresql(),
  },
  profiles: { prod: { orders: { replicas: 3 } } },
})
`,
}

/** What a command printed, and how it ended. */
export interface Screen {
  readonly exitCode: number
  readonly output: string
}

/** What is around a command. */
export interface Surroundings {
  readonly environment?: Readonly<Record<string, string>>
  /** The project has its chart already. */
  readonly isGenerated?: boolean
}

/** Runs a command in a project of its own, which is removed afterwards. */
export async function inProject(
  files: ProjectFiles,
  args: readonly string[],
  { environment = {}, isGenerated = false }: Surroundings = {},
): Promise<Screen> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'chartwright-cli-')))
  try {
    for (const [path, text] of Object.entries({ ...sound, ...files })) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    if (isGenerated) await chartwright(root, ['generate', '.'])
    const { exitCode, output } = await chartwright(root, args, environment)
    return { exitCode, output: output.replaceAll(root, '<project>') }
  } finally {
    rmSync(root, { recursive: true })
  }
}

/** Runs a command in a directory. */
export async function chartwright(
  cwd: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Screen> {
  const env = { NO_COLOR: '1', NODE_NO_WARNINGS: '1', ...environment }
  try {
    const { output } = await spawn(process.execPath, [cli, ...args], { cwd, env, stdin: 'ignore' })
    return { exitCode: 0, output }
  } catch (error) {
    if (!(error instanceof SubprocessError) || error.exitCode === undefined) throw error
    return { exitCode: error.exitCode, output: error.output }
  }
}
