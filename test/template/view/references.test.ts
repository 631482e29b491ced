import { expect, test } from 'vitest'
import {
  and,
  at,
  choose,
  defaultTo,
  eq,
  json,
  length,
  not,
  raw,
  sha256,
  text,
} from '../../../src/template/node/expression.ts'
import { references } from '../../../src/template/view/references.ts'
import { scope } from '../../../src/template/node/scope.ts'
import {
  block,
  each,
  include,
  mapHelper,
  mapping,
  paragraph,
  parametricHelper,
  when,
} from '../../../src/template/node/structure.ts'
import { values } from '../printed.ts'

const { value, each: eachValue, entries } = values

/** The paths, with `/…` behind those that are read with all below. */
const read = (part: unknown): readonly string[] =>
  references(part).map(({ path, deep }) => (deep ? `${path}/…` : path))

test('a value that is written is read with all below', () => {
  expect(
    read({ a: value('host'), b: { c: [value('labels'), text`x${value('replicas')}`] } }),
  ).toEqual(['host/…', 'labels/…', 'replicas/…'])
  expect(
    read({ a: json(value('volumes')), b: raw('string', String)`upper ${value('host')}` }),
  ).toEqual(['host/…', 'volumes/…'])
})

test('a value that is only asked for is read as such', () => {
  expect(
    read(
      when(and(value('labels'), not(value('image')), eq(value('mode'), 'one')), {
        a: length(value('ports')),
      }),
    ),
  ).toEqual(['image', 'labels', 'mode/…', 'ports'])
  expect(
    read({
      a: choose(value('volumes'), value('host'), 'none'),
      b: defaultTo(value('labels'), value('extra-env')),
    }),
  ).toEqual(['extra-env/…', 'host/…', 'labels/…', 'volumes'])
})

test('a loop reads of each entry what its body reads', () => {
  expect(
    read([
      eachValue('volumes', (volume, name) => ({ name, size: at(volume, 'size') })),
      eachValue('hosts', (host) => host),
      eachValue('ports', () => 1),
      mapping<object>(entries('labels', (label, name) => [name, label]) as never),
    ]),
  ).toEqual(['hosts', 'hosts.*/…', 'labels', 'labels.*/…', 'ports', 'volumes', 'volumes.*.size/…'])
})

test('a loop in a loop', () => {
  interface Values {
    readonly list: readonly { readonly parts: readonly { readonly name: string }[] }[]
  }
  const loop = scope<Values>().each('list', (one) => [
    each(at(one, 'parts'), (part) => at(part, 'name')),
  ])
  expect(read(loop)).toEqual(['list', 'list.*.parts', 'list.*.parts.*.name/…'])
})

test('an argument is what the helper reads of it, for each helper by itself', () => {
  const tag = parametricHelper<{ of: { tag: string } }>('x.tag', '', ['of'], ({ of }) =>
    at(of, 'tag'),
  )
  const first = parametricHelper<{ of: { key: string } }>('x.key', '', ['of'], ({ of }) =>
    at(of, 'key'),
  )
  const outer = parametricHelper<{ image: { tag: string } }>(
    'x.outer',
    '',
    ['image'],
    ({ image }) => include(tag, { of: image }),
  )
  expect(
    read([
      include(tag, { of: value('image') }),
      include(outer, { image: value('image') }),
      eachValue('tolerations', (one) => include(first, { of: one })),
      include(tag, { of: choose(value('enabled'), value('image'), value('image')) }),
    ]),
  ).toEqual(['enabled', 'image', 'image.tag/…', 'tolerations', 'tolerations.*.key/…'])
})

test('helpers are read where they are included', () => {
  const labels = mapHelper<object>('x.labels', '', mapping<object>(value('labels')))
  expect(read({ a: include(labels), b: sha256(include(labels)) })).toEqual(['labels/…'])
})

test('blocks are read line by line', () => {
  expect(
    read(block`
      ${value('host')}
      ${when(value('enabled'), block`a ${value('replicas')}`, block`b`)}
      ${eachValue('hosts', (host) => block`c ${host}`)}
      ${paragraph(value('notes'))}
    `),
  ).toEqual(['enabled', 'host/…', 'hosts', 'hosts.*/…', 'notes/…', 'replicas/…'])
})
