#!/usr/bin/env node
import { readFileSync } from 'node:fs'

// An older Node would fail at the first import with an error of syntax: it is told before.
const { engines } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { readonly engines: { readonly node: string } } // our own package.json
const oldest = engines.node.replace('>=', '')

if (isOlder(process.versions.node, oldest)) {
  process.stderr.write(
    `chartwright needs Node ${oldest} or later, and this is ${process.versions.node}\n`,
  )
  process.exitCode = 1
} else await import('./commands/main.ts')

function isOlder(version: string, floor: string): boolean {
  const [parts, floors] = [version, floor].map((one) => one.split('.').map(Number))
  const difference = floors?.map((part, index) => (parts?.[index] ?? 0) - part).find(Boolean)
  return (difference ?? 0) < 0
}
