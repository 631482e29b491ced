import { expect, test } from 'vitest'
import { buildPrograms } from './programs.ts'

test('without Go there is no control plane, even if all is built', async () => {
  const built = buildPrograms(() => {}, { ...process.env, PATH: '/nowhere' })
  await expect(built).rejects.toThrow(
    'the control plane cannot be built: Go 1.26 or later is not on PATH to build it',
  )
})
