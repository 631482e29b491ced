import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type * as Esbuild from 'esbuild'
import type { BuildFailure, Message, Plugin } from 'esbuild'

/** A platform.ts with the files of its project that it imports, as one JavaScript module. */
export interface Bundle {
  readonly code: string
  /** Source map of the code, as JSON. */
  readonly map: string
  readonly warnings: readonly Message[]
}

/**
 * Bundles a platform.ts with esbuild, which reads TypeScript without looking at types. tsx would
 * read it too, but takes a project without `"type": "module"` for CommonJS, from where this package
 * cannot be imported. Throws esbuild's `BuildFailure`.
 */
export async function bundlePlatform(file: string): Promise<Bundle> {
  const { outputFiles, warnings } = await esbuild().build({
    entryPoints: [file],
    outfile: `${file}.js`, // is not written; a source map must have a name
    write: false,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'es2023',
    sourcemap: 'external',
    logLevel: 'silent',
    plugins: [packages],
  })
  const text = (end: string): string =>
    outputFiles.find(({ path }) => path.endsWith(end))?.text ?? ''
  return { code: text('.js'), map: text('.map'), warnings }
}

/** Loaded when it is asked for; to import what is CommonJS, Node would load a parser of its exports before. */
function esbuild(): typeof Esbuild {
  return createRequire(import.meta.url)('esbuild') as typeof Esbuild // its own types
}

/** Whether esbuild refused a source, rather than failed itself. */
export const isBuildFailure = (error: unknown): error is BuildFailure =>
  error instanceof Error && 'errors' in error && Array.isArray(error.errors)

/** Leaves packages out of the bundle: each is imported from where the project finds it, this one from here. */
const packages: Plugin = {
  name: 'packages',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, kind, pluginData, resolveDir }) => {
      if (kind === 'entry-point' || pluginData === packages) return undefined
      if (/^chartwright(\/|$)/.test(path))
        return { path: import.meta.resolve(path), external: true }
      const found = await resolve(path, { kind, resolveDir, pluginData: packages })
      const isFile = found.errors.length === 0 && !found.external
      return isFile ? { path: pathToFileURL(found.path).href, external: true } : found
    })
  },
}
