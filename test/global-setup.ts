import { findTools } from '../src/verify/tools/find-tools.ts'

/** Builds helm and kubeconform where they are missing, before any test has its time limit. */
export async function setup(): Promise<void> {
  await findTools({ onProgress: (message) => process.stdout.write(`${message}\n`) })
}
