import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/** Something that a process asked of the file system. */
export type Call =
  | { readonly call: 'write'; readonly path: string; readonly isFlushed: boolean }
  | { readonly call: 'flush' | 'mkdir' | 'remove'; readonly path: string }
  | { readonly call: 'rename'; readonly path: string; readonly to: string }

type Named = (path: string, second?: unknown) => unknown

/** What an action asks of the file system, in this order. */
export async function recordCalls(action: () => unknown): Promise<readonly Call[]> {
  const { mkdirSync, writeFileSync, renameSync, rmSync, openSync, fsyncSync } = fs
  const calls: Call[] = []
  const opened = new Map<number, string>()
  const noted =
    (original: unknown, note: (path: string, second: unknown) => Call): Named =>
    (path, second) => {
      calls.push(note(path, second))
      return (original as Named)(path, second) // each of them takes a path first
    }
  replace({
    mkdirSync: noted(mkdirSync, (path) => ({ call: 'mkdir', path })),
    rmSync: noted(rmSync, (path) => ({ call: 'remove', path })),
    renameSync: noted(renameSync, (path, to) => ({ call: 'rename', path, to: String(to) })),
    openSync: (path: string, flags: string) => {
      const handle = openSync(path, flags)
      opened.set(handle, path)
      return handle
    },
    fsyncSync: (handle: number) => {
      calls.push({ call: 'flush', path: opened.get(handle) ?? '' })
      fsyncSync(handle)
    },
    writeFileSync: (path: string, text: string, options?: { readonly flush?: boolean }) => {
      calls.push({ call: 'write', path, isFlushed: options?.flush === true })
      writeFileSync(path, text, options)
    },
  })
  try {
    await action()
    return calls
  } finally {
    replace({ mkdirSync, writeFileSync, renameSync, rmSync, openSync, fsyncSync })
  }
}

function replace(functions: Readonly<Record<string, unknown>>): void {
  Object.assign(fs, functions)
  syncBuiltinESMExports() // the named imports of modules already loaded change with it
}
