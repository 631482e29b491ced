import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'

/** The package's entries, as examples and projects import them: from the sources. */
const entries = ['', '/kind', '/template'].map((entry) => ({
  find: new RegExp(`^chartwright${entry}$`),
  replacement: fileURLToPath(new URL(`src${entry}/index.ts`, import.meta.url)),
}))

const programs = 'test/programs/**/*.test.ts'

export default defineConfig({
  resolve: { alias: entries },
  test: {
    globalSetup: ['test/global-setup.ts'],
    setupFiles: ['test/seeded.ts'],
    env: { GOGC: '400' }, // Helm spends a fifth of its time on garbage else
    maxWorkers: '100%', // most tests wait for programs, and vitest itself for tests
    retry: process.env['CI'] ? 1 : 0, // a busy machine lets a program wait; whatever is wrong fails again
    testTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 600_000, // real programs start in them, and a few are built
    projects: [
      { extends: true, test: { name: 'programs', include: [programs] } },
      {
        extends: true,
        test: {
          name: 'chartwright',
          isolate: false, // no file leaves anything behind, and to load the sources for each took most of the time
          include: ['{src,test}/**/*.test.ts'],
          exclude: [...configDefaults.exclude, programs, 'test/cluster/**', 'test/drivers/**'], // npm run test:cluster, test:drivers
          typecheck: {
            enabled: true,
            include: ['{src,test}/**/*.test-d.ts'],
            tsconfig: './tsconfig.json',
          },
        },
      },
    ],
  },
})
