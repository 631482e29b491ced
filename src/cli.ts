#!/usr/bin/env node
import { readFileSync } from 'node:fs'
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
} else await import('./commands/main.ts')
