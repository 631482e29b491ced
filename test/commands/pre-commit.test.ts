import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { inProject } from './project.ts'

interface Hook {
  readonly id: string
  readonly entry: string
  readonly language: string
  readonly pass_filenames: boolean
  readonly files: string
}

const read = (file: string): string =>
  readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
const [hook] = parse(read('.pre-commit-hooks.yaml')) as readonly [Hook]
const { bin } = JSON.parse(read('package.json')) as { readonly bin: Record<string, string> }

/** What the documentation has somebody write. */
const documented = /- id: (\S+)\n\s+args: \[(.*)\]/.exec(read('docs/values.md')) ?? []
const [, id, list = ''] = documented
const args = list.split(', ')

describe('the hook of pre-commit', () => {
  test('is the one that is documented, and runs what the package installs', () => {
    const [program = ''] = hook.entry.split(' ')
    expect(hook).toMatchObject({ id, language: 'node', pass_filenames: false })
    expect(Object.keys(bin)).toContain(program)
  })

  test.each([
    ['chart/values.yaml', true],
    ['values-prod.yml', true],
    ['chart/templates/_helpers.tpl', true],
    ['src/main.go', false],
  ])('looks at %s: %j', (file, isLookedAt) => {
    expect(new RegExp(hook.files).test(file)).toBe(isLookedAt)
  })

  test.each([
    ['orders: { replicas: 2 }\n', 0, 'no problems'],
    ['orders: { replica: 2 }\n', 1, 'did you mean replicas'],
  ])('judges %j: %j', async (values, exitCode, says) => {
    const [, ...command] = hook.entry.split(' ')
    const screen = await inProject({ 'my.yaml': values }, [...command, ...args], {
      isGenerated: true,
    })
    expect(screen.exitCode, screen.output).toBe(exitCode)
    expect(screen.output).toContain(says)
  })
})
