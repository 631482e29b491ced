import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isError } from '../../../src/errors/chart-error.ts'
import { readYaml } from '../../../src/helm/yaml/parse.ts'
import { helms, newestHelm, probe, runTemplate, template, valuesIn } from '../../helm.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

/** Spellings that readers of YAML 1.1, of YAML 1.2 and Go disagree about. */
const chosen = `
  ~ null Null NULL nULL y Y n N yes Yes YES yES no No NO on On ON oN off Off OFF true True TRUE tRUE
  false False FALSE t f T F none None nil - -- . .. ... + -a =
  0 00 -0 +0 1 -1 +1 07 08 09 010 0777 -010 +010 0o10 0O10 -0o10 +0o10 0o8 0o 0b101 0B101 -0b101
  +0b101 0b2 0b 0b+1 0b-1 -0b+1 0x1F 0X1f 0xg 0x -0x10 +0Xa 0x_F 0x1_F 1_000 1__0 1_ _1 +_1 0_7 0_8
  9007199254740991 9007199254740992 9007199254740993 9223372036854775807 9223372036854775808
  -9223372036854775808 -9223372036854775809 18446744073709551615 18446744073709551616
  +18446744073709551615 0xFFFFFFFFFFFFFFFF 0x1FFFFFFFFFFFFFFFF 0777777777777777777777
  01777777777777777777777 02000000000000000000000 123456789012345678901234567890
  1.0 1. .5 -.5 +.5 1.5 -1.5 1.10 1.e5 .5e5 .5e .e5 ._5 .5_ .1_2 .1__2 1_0.5 1.5_0 0.1 00.5 08.5 0x1.5
  1e3 1E3 1e+3 1e-3 1e 5E1_ 1e1_0 e3 E476 -e3 1e400 -1e400 .5e400 1e-400 0e0 0x1p4 1.5f 1d
  12:30 190:20:30 1:2 1:60 01:30 -1:30 1:30.5 2001-12-14 2001-1-1 2001-12-14t21:59:43.10-05:00
  2001-12-14T21:59:43Z 20011214 12-14 1.2.3 10.0.0.1 1,000 1/2 50% 250m 10Gi 1h30m 0755x 1e3x
  << ! !x nan NaN inf Infinity INF -inf a é 日本
`
  .trim()
  .split(/\s+/)
  .filter((text) => !readYaml(`- ${text}`).problems.some(isError))

const anyPlain = fc
  .string({
    unit: fc.constantFrom(...'00112789__..eE+-xXoObBaAfFyYnNtT~'),
    minLength: 1,
    maxLength: 8,
  })
  .filter((text) => !/^(-|---.*)$/.test(text))

const scalars = [...new Set([...chosen, ...fc.sample(anyPlain, 3000)])]

describe.each(helms)('Helm $version', (helm) => {
  test(`reads ${scalars.length} plain scalars, as values and as keys, as we do`, async () => {
    const values = scalars.map((text) => `- ${text}`)
    const keys = scalars.filter(isKey).map((text) => `- ${text}: here`)
    const file = ['values:', ...values, 'keys:', ...keys, ''].join('\n')
    const root = temporaryFolder({ ...probe('probe'), 'some.yaml': file })
    const theirs = valuesIn(await template(helm, root, `${root}/some.yaml`))['probe']
    expect(theirs).toEqual(readYaml(file).documents[0]?.data)
  })
})

test.each([
  'a: .inf',
  'a: -.INF',
  'a: [.nan]',
  'a: +.Inf',
  '~: a',
  'null: a',
  ': a',
  '? [a]\n: b',
  '? {a: b}\n: c',
  '18446744073709551615: a',
  'a: *b',
  'a: &a [*a]',
  'a: &a {b: *a}',
  '<<: a',
  '<<: [a]',
  'a: !!int b',
  'a: !!bool 1',
  'a: !!binary "?"',
  'a: "\\/"',
  'a: \u0001',
  'a: \u007f',
  'a: \u0080',
  'a: \ufffe',
  '%YAML 1.2\n---\na: b',
  'a: b: c',
  'a:\n\tb: c',
  'a: "b',
  'a: [b',
  'a: @b',
  'a: `b`',
  `a: &a0 [${'x,'.repeat(99)}]\n${laughs(8)}`,
])('Helm refuses %j, and so do we', async (text) => {
  const root = temporaryFolder({ ...probe('probe'), 'some.yaml': text })
  const { exitCode } = await runTemplate(newestHelm(), root, `${root}/some.yaml`)
  const errors = readYaml(text).problems.filter(isError)
  expect({ helm: exitCode, errors: errors.length > 0 }).toEqual({ helm: 1, errors: true })
})

/** As keys, these are refused (null), or no implicit keys. */
function isKey(text: string): boolean {
  return !readYaml(`${text}: here`).problems.some(isError)
}

function laughs(depth: number): string {
  const levels = Array.from(
    { length: depth },
    (_, i) => `b${i}: &a${i + 1} [${`*a${i},`.repeat(9)}]`,
  )
  return levels.join('\n')
}
