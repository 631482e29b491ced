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
