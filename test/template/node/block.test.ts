import { describe, expect, test } from 'vitest'
import { at, choose, release, text } from '../../../src/template/node/expression.ts'
import type { Block } from '../../../src/template/node/node.ts'
import {
  block,
  each,
  entries,
  joinBlocks,
  literalBlock,
  paragraph,
  when,
} from '../../../src/template/node/structure.ts'
import { lines, printed, values } from '../printed.ts'

const { value, each: eachValue, when: whenValue } = values

const conf = (of: Block): string => printed({ conf: of })

test('a block is text of many lines, without the indentation of the source', () => {
  expect(
    conf(block`
      server {
          listen ${80} ${value('host')};
          workers ${value('replicas')} ${value('ratio')};

          root "/srv";
      }
    `),
  ).toBe(lines`
    conf: |
      server {
          listen 80 {{ .Values.host }};
          workers {{ .Values.replicas | int64 }} {{ .Values.ratio | toJson }};

          root "/srv";
      }
  `)
})

test('branches, loops, blocks and paragraphs stand alone on their line, at its indentation', () => {
  const cache = block`
    cache on;
    size 1;
  `
  expect(
    conf(block`
      http {
        ${whenValue('enabled', cache, block`cache off;`)}
        ${eachValue('volumes', (volume, name) => block`zone ${name} ${at(volume, 'gigabytes')};`)}
        ${cache}
        ${paragraph(value('notes'))}
      }
    `),
  ).toBe(lines`
    conf: |
      http {
      {{- if .Values.enabled }}
        cache on;
        size 1;
      {{- else }}
        cache off;
      {{- end }}
      {{- range $name, $volume := .Values.volumes }}
        zone {{ $name }} {{ $volume.gigabytes | int64 }};
      {{- end }}
        cache on;
        size 1;
      {{- with .Values.notes }}
      {{- . | trimSuffix "\n" | nindent 4 }}
      {{- end }}
      }
  `)
})

test('blank lines before a branch and at the end are dropped, all others stay', () => {
  expect(
    conf(block`
      a

      ${whenValue(
        'enabled',
        block`

          b

        `,
      )}

      c

    `),
  ).toBe(lines`
    conf: |
      a
      {{- if .Values.enabled }}

      b
      {{- end }}

      c
  `)
})

test('a choice within a line is an if in braces', () => {
  const port = choose(value('enabled'), text`:${value('replicas')}`, '')
  const host = choose(value('host'), text`[${value('host')}]`, 'localhost')
  expect(conf(block`listen ${host}${port};`)).toBe(lines`
    conf: |
      listen {{ with .Values.host }}[{{ . }}]{{ else }}localhost{{ end }}{{ if .Values.enabled }}:{{ .Values.replicas | int64 }}{{ end }};
  `)
})

describe('nothing of the text is lost, and none of it is a template', () => {
  test.each([
    ['{{ x }}', '{{ "{{" }} x }}'],
    ['{{{', '{{ "{{" }}{'],
    ['ends with blanks  ', 'ends with blanks{{ "  " }}'],
    ['brace {  ', 'brace {{ "{  " }}'],
    ['a\tb', 'a{{ "\\t" }}b'],
    ['   ', '{{ "   " }}'],
  ])('%j', (line, expected) => {
    expect(conf(literalBlock(`first\n${line}\nlast`))).toBe(
      `conf: |\n  first\n  ${expected}\n  last\n`,
    )
  })

  test('a brace before a hole', () => {
    expect(conf(block`{${value('host')}}`)).toBe('conf: |\n  {{ "{" }}{{ .Values.host }}}\n')
  })
})

describe('a block that might begin with a blank has an explicit indentation', () => {
  test.each<[string, Block]>([
    ['|', block`a`],
    ['|', block`${value('replicas')}`],
    ['|', block`${release.name}`],
    ['|', literalBlock('\na')],
    ['|2', block`${value('host')}`],
    ['|2', literalBlock('  a\nb')],
    ['|2', block`${paragraph(value('notes'))}`],
    ['|2', joinBlocks(block`${whenValue('enabled', block`a`)}`, block`${value('host')}`)],
  ])('%s', (indicator, of) => {
    expect(conf(of).split('\n')[0]).toBe(`conf: ${indicator}`)
  })
})

test('a block without lines is empty text', () => {
  expect(conf(block``)).toBe('conf: ""\n')
  expect(conf(literalBlock('\n\n'))).toBe('conf: ""\n')
})

test('a block stands in a list as well', () => {
  expect(printed({ args: ['-c', block`exec ${value('host')}`] })).toBe(lines`
    args:
      - -c
      - |
        exec {{ .Values.host }}
  `)
})

describe('what cannot be right is refused', () => {
  const loop = each(value('hosts'), () => block`a`)
  test.each<[string, () => unknown]>([
    ['must stand alone on its line', () => block`a ${loop}`],
    ['must stand alone on its line', () => block`${block`a`} b`],
    [
      'the body of a branch or a loop in a block must be a block',
      () => block`${when(value('enabled'), 'a')}`,
    ],
    [
      'the body of a branch or a loop in a block must be a block',
      () => block`${each(value('hosts'), (host) => host)}`,
    ],
    [
      'a loop in a block has no keys: use each()',
      () => block`${entries(value('labels'), (label, name) => [name, label])}`,
    ],
    ['a line of a block cannot hold "\\n"', () => block`${'a\nb'}`],
    ['a line of a block cannot hold "\\r"', () => literalBlock('a\r\nb')],
    ['a line of a block cannot hold "\u0085"', () => literalBlock('a\u0085b')],
    ['a line of a block cannot hold "<no value>"', () => literalBlock('a <no value> b')],
  ])('%s', (message, build) => {
    expect(build).toThrow(TypeError)
    expect(build).toThrow(message)
  })
})
