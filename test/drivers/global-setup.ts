import { toolchain, toolchains } from './toolchains.ts'

/** Makes the client programs before any test has its time limit; the first time this fetches drivers. */
export async function setup(): Promise<void> {
  for (const name of toolchains) {
    const found = await toolchain(name)
    process.stdout.write(`drivers: ${name}: ${'reason' in found ? found.reason : 'ready'}\n`)
  }
}
