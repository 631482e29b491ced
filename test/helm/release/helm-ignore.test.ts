import { describe, expect, test } from 'vitest'
import { helmIgnores } from '../../../src/helm/chart/helm-ignore.ts'

describe('helmIgnores', () => {
  test.each([
    ['*.md', 'README.md', true],
    ['*.md', 'docs/README.md', true],
    ['docs/', 'docs/README.md', true],
    ['docs/', 'docs', false],
    ['docs', 'docs/README.md', true],
    ['/notes.txt', 'notes.txt', true],
    ['/notes.txt', 'docs/notes.txt', false],
    ['docs/*.md', 'docs/README.md', true],
    ['docs/*.md', 'docs/more/README.md', false],
    ['values-?.yaml', 'values-a.yaml', true],
    ['values-?.yaml', 'values-prod.yaml', false],
    ['# *.md', 'README.md', false],
    ['a.b', 'axb', false],
    ['', 'README.md', false],
  ])('%j leaves out %j: %j', (lines, path, ignored) => {
    expect(helmIgnores(lines, path)).toBe(ignored)
  })
})
