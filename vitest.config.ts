import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'

const chartwright = fileURLToPath(new URL('src/index.ts', import.meta.url))

export default defineConfig({
  resolve: { alias: { chartwright } },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/cluster/**'], // npm run test:cluster
    globalSetup: ['test/global-setup.ts'],
    maxWorkers: '100%', // most tests wait for programs, and vitest itself for tests
    retry: process.env['CI'] ? 1 : 0, // real programs on a machine that others load, too
    testTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 120_000, // real programs start in them
    typecheck: { enabled: true, include: ['test/**/*.test-d.ts'], tsconfig: './tsconfig.json' },
  },
})
