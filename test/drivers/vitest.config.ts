import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Drivers of real clients against real servers: `npm run test:drivers`. */
export default defineConfig({
  root,
  resolve: { alias: { chartwright: `${root}src/index.ts` } },
  test: {
    globalSetup: ['test/drivers/global-setup.ts'],
    include: ['test/drivers/**/*.test.ts'],
    retry: process.env['CI'] ? 1 : 0, // servers on a machine that others load, too
    testTimeout: 60_000,
    hookTimeout: 600_000, // servers start in them, on a machine that others load, too
    maxWorkers: 3, // which wait for servers half of the time
  },
})
