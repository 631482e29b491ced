import { expect, test } from 'vitest'
import { inProject } from './project.ts'

const escape = '\u001b'

/** citty colours nothing in a test. */
const outside = { TEST: '', CI: '' }

test.each([['--help'], ['diff', '--help'], ['validate', '.', '-f', 'missing.yaml']])(
  '%s %s has no colour codes where its output is no terminal, unless it is told to',
  async (...args) => {
    const screen = async (environment: Readonly<Record<string, string>>): Promise<string> =>
      (
        await inProject({}, args, {
          environment: { ...outside, ...environment },
          isGenerated: args[0] === 'validate',
        })
      ).output
    expect(await screen({ NO_COLOR: '' })).not.toContain(escape)
    expect(await screen({ NO_COLOR: '', FORCE_COLOR: '1' })).toContain(escape)
    expect(await screen({ NO_COLOR: '1', FORCE_COLOR: '1' })).not.toContain(escape)
  },
)
