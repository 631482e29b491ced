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

    test('are told as SARIF', async () => {
      const screen = await validate('--output', 'sarif')
      expect(screen).toMatchObject({ exitCode })
      const { runs } = JSON.parse(screen.output) as { runs: [{ results: { level: string }[] }] }
      const expected = { valid: [], refused: ['error'] }[verdict] ?? ['note']
      expect(runs[0].results.map((one) => one.level)).toEqual(expected)
    })

    test('are told to JUnit', async () => {
      const screen = await validate('--output', 'junit')
      expect(screen).toMatchObject({ exitCode })
      expect(screen.output).toContain('<testcase classname="values" name="v.yaml"')
      expect(screen.output.match(/failures="(\d)"/)?.[1]).toBe(verdict === 'refused' ? '1' : '0')
    })

    test('are told as annotations', async () => {
      const screen = await validate('--output', 'github')
      expect(screen).toMatchObject({ exitCode })
      expect(screen.output).toMatch(new RegExp(`^::${level}`))
    })
  },
)

describe('values files on the command line', () => {
  const files = {
    'other/Chart.yaml': 'apiVersion: v2\nname: other\nversion: 1.0.0\n',
    'other/values.yaml': 'a: 1\n',
    'other/templates/check.yaml':
      '{{ if ne .Release.Namespace "shop" }}{{ fail "elsewhere" }}{{ end }}\n',
    'a.yaml': 'a: "x"\n',
    'b, c.yaml': 'a: 3\n',
    'other/values.schema.json':
      '{"properties": {"a": {"type": "integer"}, "b": {"type": "string"}}}',
  }
  const validate = (...args: readonly string[]): ReturnType<typeof inProject> =>
    inProject(files, ['validate', 'other', ...args])

  test('stand with commas between, a name with a comma in quotes, as Helm has them', async () => {
    const { output } = await validate('-f', 'a.yaml,"b, c.yaml"', '-n', 'shop')
    expect(output).toBe('a.yaml, b, c.yaml: no problems')
    expect(await validate('-f', '"b, c.yaml",a.yaml', '-n', 'shop')).toMatchObject({ exitCode: 1 })
  })

  test('the namespace is what templates see', async () => {
    const { exitCode, output } = await validate()
    expect(exitCode).toBe(1)
    expect(output).toContain('elsewhere')
    expect(await validate('--namespace', 'shop')).toMatchObject({ exitCode: 0 })
  })

  test('--set-literal takes commas and backslashes as they are', async () => {
    const { exitCode, output } = await validate('-n', 'shop', '--set-literal', 'b=x,a=\\y')
    expect({ exitCode, output }).toEqual({
      exitCode: 0,
      output: '--set-literal b=x,a=\\y: no problems',
    })
  })
})

describe('what only Helm can tell of values', () => {
  const files = (condition: string): Readonly<Record<string, string>> => ({
    'other/Chart.yaml': 'apiVersion: v2\nname: other\nversion: 1.0.0\n',
    'other/templates/check.yaml': `{{- if ${condition} }}{{ fail "here is no shop" }}{{ end }}\n`,
    'v.yaml': 'port: 80\n',
  })
  const hasShop = '.Capabilities.APIVersions.Has "shop.example.com/v1"'

  test.each<[string, string, number, RegExp]>([
    ['takes', hasShop, 0, /no problems/],
    ['refuses', `not (${hasShop})`, 1, /other\/templates\/check\.yaml:1.*\n.*here is no shop/],
  ])('is asked with --helm, which %s them', async (_, condition, exitCode, said) => {
    const validate = ['validate', 'other', '-f', 'v.yaml']
    expect(await inProject(files(condition), validate)).toMatchObject({ exitCode: 2 })
    const screen = await inProject(files(condition), [...validate, '--helm'])
    expect(screen).toMatchObject({ exitCode })
    expect(screen.output).toMatch(said)
  })

  test('needs values that can be read twice', async () => {
    const screen = await inProject(files('true'), ['validate', 'other', '-f', '-', '--helm'])
    expect(screen).toMatchObject({ exitCode: 1 })
    expect(screen.output).toContain('write the values to a file')
  })
})
