#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import module from 'node:module'
import { formatVersion, isAtLeast, parseVersion } from './verify/tools/version.ts' // imports nothing

// An older Node would fail at the first import with an error of syntax: it is told before.
const { engines } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { readonly engines: { readonly node: string } } // our own package.json
const [running, oldest] = [process.versions.node, engines.node].map(parseVersion)

if (running && oldest && !isAtLeast(running, oldest)) {
  process.stderr.write(
    `chartwright needs Node ${formatVersion(oldest)} or later, and this is ${formatVersion(running)}\n`,
  )
  process.exitCode = 1
} else {
  keepCompiled()
  await optimiseLate()
  await import('./commands/main.ts')
}

/** Newer Nodes keep the code that they compile for the next run. */
function keepCompiled(): void {
  const { enableCompileCache } = module as { readonly enableCompileCache?: () => unknown } // the oldest has none
  enableCompileCache?.()
}

/**
 * The V8 of Node 20 optimises what has run for two milliseconds, which costs as much time of a second
 * core as a whole command takes. Ten times that is soon enough for what is long, such as a platform of
 * a thousand components. Later ones have a fast compiler between, and no such flag.
 */
async function optimiseLate(): Promise<void> {
  if (!process.versions.v8.startsWith('11.')) return
  const { setFlagsFromString } = await import('node:v8')
  setFlagsFromString('--interrupt-budget=1352000')
}
