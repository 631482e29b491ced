import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatPath, parsePath } from '../../../src/helm/yaml/yaml-path.ts'

const step = fc.oneof(
  fc.nat({ max: 99 }),
  fc.constantFrom('orders', 'LOG.LEVEL', '/users', 'a-b', '', '"', '\\', '[0]', '__proto__', 'é'),
  fc.string(),
)

it('reads every path as it is written', () => {
  fc.assert(
    fc.property(fc.array(step), (path) => {
      expect(parsePath(formatPath(path))).toEqual(path)
    }),
  )
})

it.each(['a.', 'a..b', 'a[b]', 'a["b]', 'a"b'])('takes %s for no path', (text) => {
  expect(parsePath(text)).toBeUndefined()
})
