import { languages, toolchain } from './toolchains.ts'

/** Makes the client programs before any test has its time limit; the first time this fetches drivers. */
export async function setup(): Promise<void> {
  for (const language of languages) {
    const found = await toolchain(language)
    process.stdout.write(`drivers for ${language}: ${'reason' in found ? found.reason : 'ready'}\n`)
  }
}
