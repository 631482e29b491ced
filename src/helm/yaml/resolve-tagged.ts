import { resolveInteger, resolveScalar, type ScalarValue } from './resolve-scalar.ts'

/**
 * Gives a scalar with an explicit tag the value that Helm gives it; undefined when the text cannot
 * be of that type. Tags unknown to go-yaml leave the text as it is.
 */
export function resolveTagged(tag: string, text: string): ScalarValue | undefined {
  const resolve = tags.get(tag.replace('tag:yaml.org,2002:', '!!'))
  return resolve ? resolve(text) : text
}

type Resolve = (text: string) => ScalarValue | undefined

const tags: ReadonlyMap<string, Resolve> = new Map<string, Resolve>([
  ['!!null', (text) => only(resolveScalar(text), (value) => value === null)],
  ['!!bool', (text) => only(resolveScalar(text), (value) => typeof value === 'boolean')],
  ['!!int', (text) => (resolveInteger(text) === undefined ? undefined : resolveScalar(text))],
  ['!!float', (text) => only(resolveScalar(text), (value) => typeof value === 'number')],
  ['!!timestamp', (text) => only(text, (value) => /^\d{4}-\d/.test(String(value)))],
  ['!!binary', decodeBase64],
])

function only(value: ScalarValue, fits: (value: ScalarValue) => boolean): ScalarValue | undefined {
  return fits(value) ? value : undefined
}

function decodeBase64(text: string): string | undefined {
  const compact = text.replace(/[\r\n]/g, '')
  const bytes = Buffer.from(compact, 'base64')
  return bytes.toString('base64') === compact ? bytes.toString('utf8') : undefined
}
