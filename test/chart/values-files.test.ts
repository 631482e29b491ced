import { expect, test } from 'vitest'
import { assemble } from '../../src/chart/assemble.ts'
import { plan } from '../default-project.ts'

const files = [...assemble(plan)]
const lines = (text: string): readonly string[] => text.trimEnd().split('\n')

test.each(files.filter(([path]) => /^(chart\/)?values[^/]*\.yaml$/.test(path)))(
  '%s tells editors of its schema in the first line',
  (path, text) => {
    const schema = path.startsWith('chart/') ? 'values.schema.json' : 'chart/values.schema.json'
    expect(lines(text)[0]).toBe(`# yaml-language-server: $schema=${schema}`)
  },
)

test('values.yaml is short', () => {
  const [, text = ''] = files.find(([path]) => path === 'chart/values.yaml') ?? []
  expect(lines(text).length).toBeGreaterThan(100)
  expect(lines(text).length).toBeLessThan(350)
})

test('the README of the umbrella, which Helm shows, has every key below a component', () => {
  const [, readme = ''] = files.find(([path]) => path === 'chart/README.md') ?? []
  const told = [...readme.matchAll(/^\| `([^`]+)` \| .+ \| (all|`.+`) \|$/gm)]
  const { components } = plan.parts
  expect(components.length).toBeGreaterThan(5)
  for (const { name, schema } of components)
    for (const key of Object.keys(schema.properties ?? {})) {
      const rows = told.filter(([, row, of = '']) => row === key && /^all$/.test(of))
      const own = told.filter(([, row, of = '']) => row === key && of.includes(`\`${name}\``))
      expect([...rows, ...own], `${name}.${key}`).toHaveLength(1)
    }
})
