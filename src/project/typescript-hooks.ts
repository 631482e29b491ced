import { readFile } from 'node:fs/promises'
import type { InitializeHook, LoadHook, ResolveHook } from 'node:module'
import { fileURLToPath } from 'node:url'
import { transform } from 'esbuild'

// Node's module hooks, which run in a thread of their own. tsx would read TypeScript too, but takes
// a project without `"type": "module"` for CommonJS, from where this package cannot be imported.

let ourselves = 'chartwright'

/** Learns the URL of this very package, so that a project needs no copy of its own. */
export const initialize: InitializeHook<string> = (url) => {
  ourselves = url
}

/** Finds `chartwright`, and `./stores.ts` where `./stores.js` or `./stores` is asked for. */
export const resolve: ResolveHook = async (specifier, context, next) => {
  if (specifier === 'chartwright') return { url: ourselves, shortCircuit: true }
  try {
    return await next(specifier, context)
  } catch (error) {
    if (!specifier.startsWith('.') || /\.[cm]?ts$/.test(specifier)) throw error
    return next(`${specifier.replace(/\.js$/, '')}.ts`, context)
  }
}

/** Reads TypeScript as a module; types are for the compiler and not looked at. */
export const load: LoadHook = async (url, context, next) => {
  if (!/\.m?ts$/.test(url)) return next(url, context)
  const file = fileURLToPath(url)
  const source = await readFile(file, 'utf8')
  const { code } = await transform(source, {
    loader: 'ts',
    format: 'esm',
    target: 'es2023',
    sourcefile: file,
    sourcemap: 'inline',
  })
  return { format: 'module', source: code, shortCircuit: true }
}
