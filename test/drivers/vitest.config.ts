import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Drivers of real clients against real servers: `npm run test:drivers`. */
export default defineConfig({
  root,
  resolve: { alias: { chartwright: `${root}src/index.ts` } },
  test: {
    include: ['test/drivers/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 900_000, // the first run fetches the drivers
    maxWorkers: 2,
  },
})
