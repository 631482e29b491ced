import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/** What the process would not live to see. */
export class Death extends Error {}

const changing = ['mkdirSync', 'writeFileSync', 'renameSync', 'rmSync'] as const

/**
 * Runs an action whose process "dies" at its nth change of the file system (from 0): a file at hand
 * is half written, and nothing more is changed. Says whether it came so far.
 */
export async function dieAt(n: number, action: () => unknown): Promise<boolean> {
  const originals: Originals = Object.fromEntries(changing.map((name) => [name, fs[name]]))
  let changes = 0
  for (const name of changing) {
    replace(name, (...args: readonly unknown[]) => {
      const turn = changes++
      if (turn === n && name === 'writeFileSync') writeHalf(originals, args)
      if (turn >= n) throw new Death()
      return originals[name]?.apply(fs, args)
    })
  }
  try {
    await action()
    return false
  } catch (error) {
    if (!(error instanceof Death)) throw error
    return true
  } finally {
    for (const name of changing) replace(name, originals[name])
  }
}

/** Makes one function of the file system fail with a code of the system, while an action runs. */
export async function failWith(code: string, action: () => unknown): Promise<void> {
  const original = fs.mkdirSync
  replace('mkdirSync', (path: string) => {
    throw Object.assign(new Error(code), { code, path, syscall: 'mkdir' })
  })
  try {
    await action()
  } finally {
    replace('mkdirSync', original)
  }
}

type Originals = Readonly<Record<string, Function>>

function writeHalf(originals: Originals, args: readonly unknown[]): void {
  const [path, text, options] = args
  originals['writeFileSync']?.(path, String(text).slice(0, 20), options)
}

function replace(name: (typeof changing)[number], value: unknown): void {
  Object.assign(fs, { [name]: value })
  syncBuiltinESMExports() // the named imports of modules already loaded change with it
}
