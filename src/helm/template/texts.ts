import { amount } from '../../template/evaluate/functions.ts'
import { goQuote } from '../../template/evaluate/go-text.ts'
import { list, word } from './arguments.ts'
import { format, goPrint } from './go-print.ts'
import { Unread } from './unread.ts'

type Evaluate = (args: Iterable<unknown>) => unknown

/** Functions of Sprig on texts. */
export const textFunctions: Readonly<Record<string, Evaluate>> = {
  toString: ([value]: Iterable<unknown>) => goPrint(value),
  toStrings: ([items]) => list(items).map(goPrint),
  print: (values) => spaced([...values]),
  println: (values) => `${[...values].map(goPrint).join(' ')}\n`,
  printf: ([text, ...values]) => format(word(text), values),
  cat: (values) =>
    [...values]
      .filter((one) => one !== undefined && one !== null)
      .map(goPrint)
      .join(' '),
  join: ([separator, items]) =>
    (Array.isArray(items) ? items : [items])
      .filter((one: unknown) => one !== undefined && one !== null)
      .map(goPrint)
      .join(word(separator)),
  trim: ([text]) => word(text).replace(/^\s+|\s+$/g, ''),
  trimAll: ([marks, text]) => trimmed(word(text), word(marks)),
  trimPrefix: ([prefix, text]) => withoutStart(word(text), word(prefix)),
  trimSuffix: ([suffix, text]) => withoutEnd(word(text), word(suffix)),
  lower: ([text]) => word(text).toLowerCase(),
  upper: ([text]) => word(text).toUpperCase(),
  title: ([text]) => word(text).replaceAll(/(?<![\p{L}\p{N}_])\p{L}/gu, (one) => one.toUpperCase()),
  snakecase: ([text]) => separated(word(text), '_'),
  kebabcase: ([text]) => separated(word(text), '-'),
  repeat: ([count, text]) => word(text).repeat(Math.max(0, amount(count))),
  substr: ([start, end, text]) => part(word(text), amount(start), amount(end)),
  trunc: ([length, text]) => cut(word(text), amount(length)),
  nospace: ([text]) => word(text).replaceAll(/\s/g, ''),
  contains: ([inner, text]) => word(text).includes(word(inner)),
  hasPrefix: ([start, text]) => word(text).startsWith(word(start)),
  hasSuffix: ([end, text]) => word(text).endsWith(word(end)),
  replace: ([from, to, text]) => word(text).replaceAll(word(from), () => word(to)),
  squote: (values) => quoted([...values], (text) => `'${text}'`),
  quote: (values) => quoted([...values], goQuote),
  split: ([separator, text]) => numbered(word(text).split(word(separator))),
  splitn: ([separator, count, text]) =>
    numbered(splitAt(word(text), word(separator), amount(count))),
  splitList: ([separator, text]) => word(text).split(word(separator)),
  indent: ([width, text]) => indented(amount(width), word(text)),
  nindent: ([width, text]) => `\n${indented(amount(width), word(text))}`,
  base: ([path]) => word(path).replace(/\/+$/, '').split('/').at(-1) || '.',
  dir: ([path]) => word(path).split('/').slice(0, -1).join('/') || '.',
  ext: ([path]) => /\.[^./]*$/.exec(word(path))?.[0] ?? '',
  b64enc: ([text]) => Buffer.from(word(text)).toString('base64'),
  b64dec: ([text]) => decoded(word(text)),
}

/** Of what is not base64, Sprig gives the text of Go's error. */
function decoded(text: string): string {
  const plain = text.replaceAll(/[\r\n]/g, '')
  const isBase64 = plain.length % 4 === 0 && /^[A-Za-z\d+/]*={0,2}$/.test(plain)
  if (!isBase64) throw new Unread('b64dec of a text that is not base64')
  return Buffer.from(plain, 'base64').toString()
}

/** Blanks stand between two values of which none is a text. */
function spaced(values: readonly unknown[]): string {
  return values
    .map((value, index) => {
      const isApart =
        index > 0 && [values[index - 1], value].every((one) => typeof one !== 'string')
      return `${isApart ? ' ' : ''}${goPrint(value)}`
    })
    .join('')
}

function quoted(values: readonly unknown[], quote: (text: string) => string): string {
  return values
    .filter((one) => one !== undefined && one !== null)
    .map((one) => quote(goPrint(one)))
    .join(' ')
}

const withoutStart = (text: string, start: string): string =>
  text.startsWith(start) ? text.slice(start.length) : text

const withoutEnd = (text: string, end: string): string =>
  end !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text

function trimmed(text: string, marks: string): string {
  let [start, end] = [0, text.length]
  while (start < end && marks.includes(text.charAt(start))) start++
  while (end > start && marks.includes(text.charAt(end - 1))) end--
  return text.slice(start, end)
}

const separated = (text: string, by: string): string =>
  text
    .replaceAll(/([a-z0-9])([A-Z])/g, `$1${by}$2`)
    .replaceAll(/[\s_-]+/g, by)
    .toLowerCase()

/** By bytes, as Go counts. */
function part(text: string, start: number, end: number): string {
  const bytes = Buffer.from(text)
  if (start < 0) return bytes.subarray(0, end).toString()
  return bytes.subarray(start, end < 0 || end > bytes.length ? undefined : end).toString()
}

function cut(text: string, length: number): string {
  const bytes = Buffer.from(text)
  return (length < 0 ? bytes.subarray(length) : bytes.subarray(0, length)).toString()
}

const indented = (width: number, text: string): string =>
  `${' '.repeat(width)}${text.replaceAll('\n', `\n${' '.repeat(width)}`)}`

const numbered = (parts: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(parts.map((one, index) => [`_${index}`, one]))

function splitAt(text: string, separator: string, count: number): readonly string[] {
  const parts = text.split(separator)
  return count <= 0 || parts.length <= count
    ? parts
    : [...parts.slice(0, count - 1), parts.slice(count - 1).join(separator)]
}
