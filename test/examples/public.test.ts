import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { chartwright } from '../commands/project.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const folder = fileURLToPath(new URL('../../examples/public', import.meta.url))
const examples = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

describe.each(examples)('the public platform %s', (name) => {
  const source = readFileSync(join(folder, name, 'platform.ts'), 'utf8')

  it('is described in fewer than 150 lines, with no probe off', () => {
    expect(source.split('\n').length).toBeLessThan(150)
    expect(source).not.toMatch(/(startup|liveness|readiness): false/)
  })

  it('renders and holds under every Helm and Kubernetes', { timeout: 300_000 }, async () => {
    const root = temporaryFolder()
    const project = join(root, 'public', name)
    for (const file of ['Chart.yaml', 'platform.ts'])
      cpSync(join(folder, name, file), join(project, file))
    const kinds = 'kinds/mysql/kinds' // which one of them shares
    cpSync(join(folder, '..', kinds), join(root, kinds), { recursive: true })
    const generated = await chartwright(project, ['generate', '.'])
    expect([generated.exitCode, generated.output]).toEqual([0, expect.stringContaining('files')])
    const verified = await chartwright(project, ['verify', '.'])
    expect([verified.exitCode, verified.output]).toEqual([
      0,
      expect.stringMatching(/no errors in \d+ runs/),
    ])
  })
})
