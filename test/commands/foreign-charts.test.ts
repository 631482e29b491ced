import { describe, expect, test } from 'vitest'
import { inProject } from './project.ts'

const chart = (schema: object): Readonly<Record<string, string>> => ({
  'other/Chart.yaml': 'apiVersion: v2\nname: other\nversion: 1.0.0\n',
  'other/values.schema.json': JSON.stringify(schema),
  'v.yaml': 'port: "80"\n',
})
const outcomes = [
  { verdict: 'valid', exitCode: 0, level: 'notice', schema: { anyOf: [{ type: 'object' }] } },
  {
    verdict: 'refused',
    exitCode: 1,
    level: 'error',
    schema: { properties: { port: { anyOf: [{ type: 'integer' }] } } },
  },
  {
    verdict: 'not judged',
    exitCode: 2,
    level: 'warning',
    schema: { $ref: 'https://a.test/b.json' },
  },
]

describe.each(outcomes)(
  'by another chart, values that are $verdict',
  ({ verdict, exitCode, level, schema }) => {
    const validate = (...options: readonly string[]): ReturnType<typeof inProject> =>
      inProject(chart(schema), ['validate', 'other', '-f', 'v.yaml', ...options])

    test(`end with the exit code ${exitCode}, and a word`, async () => {
      const screen = await validate()
      expect(screen).toMatchObject({ exitCode })
      expect(screen.output).toMatch(
        { valid: /no problems/, refused: /1 error/ }[verdict] ?? /1 not judged/,
      )
    })

    test('are told as JSON', async () => {
      const screen = await validate('--output', 'json')
      expect(screen).toMatchObject({ exitCode })
      expect(JSON.parse(screen.output)).toMatchObject({ verdict })
    })

    test('are told as annotations', async () => {
      const screen = await validate('--output', 'github')
      expect(screen).toMatchObject({ exitCode })
      expect(screen.output).toMatch(new RegExp(`^::${level}`))
    })
  },
)
