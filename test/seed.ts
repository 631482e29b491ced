import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * Seed of the random tests: that of the commit, so that a run can be repeated and a failure stays
 * until it is mended. CHARTWRIGHT_SEED sets another; `npm run soak` tries one after the other.
 */
export const seed: number = Number(process.env['CHARTWRIGHT_SEED'] ?? seedOfCommit())

function seedOfCommit(): number {
  try {
    const options = {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      encoding: 'utf8',
    } as const
    const commit = execFileSync('git', ['rev-parse', 'HEAD'], { ...options, stdio: 'pipe' })
    return Number.parseInt(commit.slice(0, 7), 16)
  } catch {
    return 1 // an archive of the sources has no commits
  }
}
