import { isDeepStrictEqual } from 'node:util'
import type { Problem } from '../../errors/chart-error.ts'
import { formatPath, type YamlPath } from '../../helm/yaml/yaml-path.ts'
import type { Setting } from '../../values/layer.ts'
import { valueAt } from '../../values/value-at.ts'
import type { Comparison } from './warnings.ts'

/** Warns of values that are there without being set. A copy of all defaults gets one warning. */
export function repeatedDefaults(layer: Comparison): readonly Problem[] {
  const repeated = layer.settings.filter(
    ({ path, value }) => value !== null && isDeepStrictEqual(valueAt(layer.defaults, path), value),
  )
  const [first, ...others] = repeated
  if (first === undefined) return []
  return others.length < most
    ? repeated.map((one) => warning(one.path, layer, said(one, layer)))
    : [warning(first.path, layer, `this and ${others.length} more values are set already`)]
}

/** More warnings than this hide what matters. */
const most = 5

function said({ path, value }: Setting, { below, tell }: Comparison): string {
  const owner = valueAt(below, path) === undefined ? 'the default' : 'set to this'
  return `${tell(path, value)} is ${owner} already`
}

function warning(path: YamlPath, { locate }: Comparison, message: string): Problem {
  return {
    code: 'values-repeated',
    path: formatPath(path),
    message,
    hint: 'leave out what does not change, so that new defaults arrive',
    severity: 'warning',
    ...locate(path, 'key'),
  }
}
