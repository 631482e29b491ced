import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ChartValues } from '../../../src/helm/merge/chart-values.ts'
import { loadValues } from '../../../src/values/read-values.ts'
import type { SetOption } from '../../../src/helm/set/apply-set.ts'
import { validateValues } from '../../../src/validate/validate-values.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const web = {
  name: 'web',
  values: { replicas: 1, image: { tag: 'a', pull: 'b' }, hosts: ['a', { b: 1 }], none: [] },
  dependencies: [],
}
const times = {
  cron: { title: 'Cron schedule', type: 'string' },
  zone: { title: 'Time zone or none', type: 'string' },
}
const chart: ChartValues = {
  name: 'shop',
  values: { web: { enabled: true }, db: { enabled: false }, ratio: 1 },
  dependencies: [
    { chart: web, condition: 'web.enabled' },
    { chart: { ...web, name: 'db' }, condition: 'db.enabled' },
  ],
  schema: { properties: { ratio: { type: 'number' }, uid: { type: 'integer' }, ...times } },
}

const closed: ChartValues = {
  name: 'map',
  values: {},
  dependencies: [],
  schema: { properties: { y: { type: 'integer' } }, additionalProperties: false },
}

/** The warnings for values files that are laid over each other, and for options. */
function warnings(
  texts: readonly string[],
  sets: readonly SetOption[] = [],
  judged: ChartValues = chart,
): readonly string[] {
  const files = Object.fromEntries(texts.map((text, index) => [`${index}.yaml`, text]))
  const root = temporaryFolder(files)
  const loaded = loadValues(
    Object.keys(files).map((file) => join(root, file)),
    sets,
  )
  return validateValues(judged, loaded).problems.map(
    ({ code, file, line, column, option, path, message }) => {
      const place = option ?? `${file?.slice(root.length + 1)}:${line}:${column}`
      return `${place} ${code} ${path}: ${message}`
    },
  )
}

describe('valid but risky', () => {
  test('a schedule whose step chooses one time, and a time zone that does not exist', () => {
    expect(warnings(['cron: "*/90 * * * *"\nzone: Europe/Atlantis\n'])).toEqual([
      '0.yaml:1:7 values-idle-step cron: */90 is 0 and nothing else, since minutes go no further',
      '0.yaml:2:7 values-time-zone zone: Europe/Atlantis is no time zone of the tz database',
    ])
    expect(warnings(['cron: "*/5 * * * *"\nzone: ""\n'])).toEqual([])
  })

  test.each([
    [
      'a null',
      'web:\n  replicas: null',
      '0.yaml:2:3 values-null web.replicas: null takes 1 away, and Helm versions differ in how',
    ],
    [
      'a null for a map',
      'web: {image: ~}',
      '0.yaml:1:7 values-null web.image: null takes this map away, and Helm versions differ in how',
    ],
    [
      'a list without the items of the default',
      'web: {hosts: [c, a]}',
      '0.yaml:1:7 values-list-replaced web.hosts: a list replaces the one below it: {"b":1} is gone',
    ],
    [
      'a character with which toYaml gives nothing',
      'web: {image: {tag: "a\\x7f"}}',
      '0.yaml:1:20 values-lost-text web.image.tag: it has the character U+007F: where a template writes it by toYaml, Helm leaves out the whole map or list around it, without a word',
    ],
    [
      'what is the default already',
      'web: {image: {tag: c, pull: b}}',
      '0.yaml:1:23 values-repeated web.image.pull: "b" is the default already',
    ],
    [
      'values for what is off',
      'db: {replicas: 3, image: {tag: c}}',
      '0.yaml:1:6 values-disabled db.replicas: db is off, so this and 1 more of its keys change nothing',
    ],
    [
      'a large number of which no schema knows',
      'user: 10000000',
      '0.yaml:1:7 values-large-number user: templates print 10000000 as 1e+07, unless they use int64',
    ],
    [
      'a version that becomes a number',
      'tag: 1.10',
      '0.yaml:1:6 yaml-trailing-zero tag: 1.10 is the number 1.1',
    ],
  ])('%s', (_, text, warning) => {
    expect(warnings([text])).toEqual([warning])
  })

  test('a key that is read as another, beside the error at it', () => {
    expect(warnings(['y: 1'], [], closed)).toEqual([
      '0.yaml:1:1 values-unknown-key true: there is no key true here',
      expect.stringMatching(/^0\.yaml:1:1 yaml-key-text .*: the key y is read as "true"$/),
    ])
  })

  test('what the file before says already', () => {
    expect(warnings(['web: {replicas: 3}', 'web: {replicas: 3}'])).toEqual([
      '1.yaml:1:7 values-repeated web.replicas: 3 is set to this already',
    ])
  })

  test('a copy of all defaults, in one sentence', () => {
    const copy =
      'web: {enabled: true, replicas: 1, image: {tag: a, pull: b}, hosts: [a, {b: 1}], none: []}'
    expect(warnings([copy])).toEqual([
      '0.yaml:1:7 values-repeated web.enabled: this and 5 more values are set already',
    ])
  })

  test('a large number as JSON on the command line, and not one of --set, which stays whole', () => {
    expect(warnings(['{}'], [{ name: 'set-json', text: 'user=10000000' }])).toEqual([
      '--set-json user=10000000 values-large-number user: templates print 10000000 as 1e+07, unless they use int64',
    ])
    expect(warnings(['{}'], [{ name: 'set', text: 'user=10000000' }])).toEqual([])
  })

  test('an item of a list that is set on the command line', () => {
    expect(warnings(['{}'], [{ name: 'set', text: 'web.hosts[0]=c' }])).toEqual([
      '--set web.hosts[0]=c values-list-replaced web.hosts: a list replaces the one below it: "a", {"b":1} are gone',
    ])
  })

  test('a null that is set on the command line', () => {
    expect(warnings(['{}'], [{ name: 'set', text: 'web.replicas=null' }])).toEqual([
      '--set web.replicas=null values-null web.replicas: null takes 1 away, and Helm versions differ in how',
    ])
  })

  test('an option that sets nothing, also beside one that is refused', () => {
    const sets = ['ratio=much', 'a.'].map((text) => ({ name: 'set', text }) as const)
    expect(warnings([], sets)).toEqual([
      '--set ratio=much values-type ratio: "much" must be a number',
      '--set a. set-nothing --set a.: this option sets nothing: Helm passes over it',
    ])
  })
})

describe('not risky', () => {
  test.each([
    ['another value', 'web: {replicas: 2, image: {tag: c}}'],
    ['a list with one more item', 'web: {hosts: [c, {b: 1}, a]}'],
    ['the first items of a list', 'web: {none: [a]}'],
    ['a null that takes nothing away', 'web: {other: null}'],
    ['switching a component on, or off', 'db: {enabled: true}\nweb: {enabled: false}'],
    ['1.50 where a number is asked for', 'ratio: 1.50'],
    ['a large number that a schema knows', 'uid: 10000000'],
    ['the number of a port', 'port: 8080'],
  ])('%s', (_, text) => {
    expect(warnings([text])).toEqual([])
  })
})
