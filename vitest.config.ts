import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const chartwright = fileURLToPath(new URL('src/index.ts', import.meta.url))

export default defineConfig({
  resolve: { alias: { chartwright } },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 600_000, // the first run builds helm and kubeconform
    typecheck: { enabled: true, include: ['test/**/*.test-d.ts'], tsconfig: './tsconfig.json' },
  },
})
