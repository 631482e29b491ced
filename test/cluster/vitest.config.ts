import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Tests against a real control plane: `npm run test:cluster`. */
export default defineConfig({
  root,
  resolve: { alias: { chartwright: `${root}src/index.ts` } },
  test: {
    include: ['test/cluster/**/*.test.ts'],
    globalSetup: ['test/cluster/global-setup.ts'],
    setupFiles: ['test/seeded.ts'],
    retry: process.env['CI'] ? 1 : 0, // a control plane on a machine that others load, too
    testTimeout: 900_000,
    maxWorkers: 4, // which wait for pods most of the time
    expect: { poll: { timeout: 180_000, interval: 250 } },
  },
})
