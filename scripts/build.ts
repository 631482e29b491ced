/**
 * Builds the package: `npm run build`. The compiler writes the types. Rolldown writes the code, in few
 * files, because to find and read hundreds of modules takes longer than most commands. What validates is
 * one file, and what models and generates another: a user's platform.ts imports the package that runs it.
 */
import { execFileSync } from 'node:child_process'
import { chmodSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'

const root = fileURLToPath(new URL('..', import.meta.url))

rmSync(`${root}dist`, { recursive: true, force: true })
execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' })
await build({
  cwd: root,
  input: Object.fromEntries(
    ['cli', 'commands/main', 'index', 'kind/index', 'template/index', 'verify/index'].map(
      (entry) => [entry, `src/${entry}.ts`],
    ),
  ),
  external: /^[^./]/,
  platform: 'node',
  transform: { target: 'node20.19' },
  output: {
    dir: 'dist',
    comments: false,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    codeSplitting: {
      // Each with all that it imports. A module that awaits at its top, such as main, shares none.
      groups: [
        { name: 'version', test: 'src/verify/tools/version.ts' }, // which an old Node can run
        { name: 'validate', test: 'src/commands/validate.ts' },
        { name: 'model', test: /src\/(index|kind\/index|template\/index|commands\/generate)\.ts$/ },
      ],
    },
  },
})
chmodSync(`${root}dist/cli.js`, 0o755)
