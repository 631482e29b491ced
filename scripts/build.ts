/**
 * Builds the package: `npm run build`. The compiler writes the types. esbuild writes the code, in few
 * files, because to find and read hundreds of modules takes longer than most commands; what entries
 * share is one module for all of them, since a user's platform.ts imports the package that runs it.
 */
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

rmSync(`${root}dist`, { recursive: true, force: true })
execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' })
await build({
  absWorkingDir: root,
  entryPoints: [
    'src/cli.ts',
    'src/commands/main.ts',
    'src/index.ts',
    'src/kind/index.ts',
    'src/template/index.ts',
    'src/verify/index.ts',
  ],
  outdir: 'dist',
  outbase: 'src',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
})
