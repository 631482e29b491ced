import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadValues } from '../../src/values/read-values.ts'
import { newestHelm, probe, runTemplate } from '../helm.ts'
import { temporaryFolder } from '../temporary-folder.ts'

function load(files: Readonly<Record<string, string>>): ReturnType<typeof loadValues> {
  const root = temporaryFolder(files)
  return loadValues(Object.keys(files).map((file) => join(root, file)))
}

/** The problems of one file, a line each, without the folder that the test made. */
function screen(text: string): readonly string[] {
  const root = temporaryFolder({ 'values.yaml': text })
  return screenOf(join(root, 'values.yaml'), root)
}

function screenOf(file: string, root: string): readonly string[] {
  return loadValues([file]).problems.map((problem) => {
    const { line = '', column = '', severity = 'error', code, path, message, hint } = problem
    const text = `${problem.file}:${line}:${column} ${severity} ${code} ${path}: ${message}; ${hint}`
    return text.replaceAll(`${root}/`, '')
  })
}

describe('loadValues', () => {
  test('merges maps and replaces all else, the last file first', () => {
    const { values, problems } = load({
      'a.yaml': 'web: {replicas: 1, env: {A: x}, ports: [1, 2]}\nonly: a',
      'b.yaml': 'web: {replicas: 2, env: {B: z}, ports: [3]}',
      'c.yaml': '# nothing to change',
    })
    expect(values).toEqual({ web: { replicas: 2, env: { A: 'x', B: 'z' }, ports: [3] }, only: 'a' })
    expect(problems).toEqual([])
  })

  test('knows where each value was set last', () => {
    const { locate } = load({ 'a.yaml': 'web:\n  a: 1\n  b: 1', 'b.yaml': '\nweb:\n  b: 2' })
    expect(locate(['web', 'a'])).toMatchObject({
      file: expect.stringMatching(/a\.yaml$/),
      line: 2,
      column: 6,
    })
    expect(locate(['web', 'b'])).toMatchObject({
      file: expect.stringMatching(/b\.yaml$/),
      line: 3,
      column: 6,
    })
    expect(locate(['web', 'b'], 'key')).toMatchObject({ line: 3, column: 3 })
    expect(locate(['web', 'c'])).toBeUndefined()
  })

  test('takes __proto__ and constructor for keys like any other', () => {
    const { values } = load({
      'a.yaml': '__proto__: {a: 1}\nconstructor: {a: 1}',
      'b.yaml': '__proto__: {b: 1}\nconstructor: {b: 1}',
    })
    expect(JSON.stringify(values)).toBe('{"__proto__":{"a":1,"b":1},"constructor":{"a":1,"b":1}}')
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype)
  })

  test('tells all problems of all files', () => {
    expect(load({ 'a.yaml': '- a', 'b.yaml': 'a: yes', 'c.yaml': '' }).problems).toHaveLength(3)
  })
})

describe('a values file', () => {
  test.each([
    [
      'empty',
      '',
      'values.yaml:: warning values-empty values.yaml: the file is empty, so Helm takes no values from it; write {} where that is meant',
    ],
    [
      'blank',
      ' \n\n',
      'values.yaml:: warning values-empty values.yaml: the file is empty, so Helm takes no values from it; write {} where that is meant',
    ],
    [
      'blank but for a tab',
      ' \n\t\n',
      'values.yaml:: error values-tab values.yaml: the file is empty but for a tab, which Helm does not take; empty the file, or write {} for no values',
    ],
    [
      'a list',
      '- a',
      'values.yaml:1:1 error values-no-map values.yaml: values are a map, this is a list; write "key: value" lines',
    ],
    [
      'a text',
      '\nhello',
      'values.yaml:2:1 error values-no-map values.yaml: values are a map, this is the text hello; write "key: value" lines',
    ],
    [
      'two documents',
      'a: 1\n---\nb: 2',
      'values.yaml:3:1 warning values-documents values.yaml: a second document begins here: Helm 4 lays it over the first, Helm 3 passes over it; remove the line ---, or give a second file with -f',
    ],
    [
      'text behind a marker',
      '--- {a: 1}',
      'values.yaml:1:1 error values-marker values.yaml: Helm 4 takes nothing but a comment behind ---; begin a new line behind ---',
    ],
    [
      'a tab',
      'web:\n\ta: 1',
      'values.yaml:2:1 error yaml-syntax values.yaml: a tab stands where spaces must; indent with spaces',
    ],
    [
      'a key of another type',
      'a: {~: 1}',
      'values.yaml:1:5 error yaml-key a: ~ cannot be a key; write "~"',
    ],
    [
      'a cycle',
      'a: &a\n  b: *a',
      'values.yaml:2:6 error yaml-cycle a.b.b: the value of &a contains itself; remove *a from it',
    ],
  ])('that is or has %s', (_, text, problem) => {
    expect(screen(text)).toContain(problem)
  })

  test.each(['{}', '# a comment', '---\na: 1\n', 'a: 1\n---\n', '--- # a comment\na: 1\n...\n'])(
    'may be %j',
    (text) => {
      expect(screen(text)).toEqual([])
    },
  )

  test('that does not exist', () => {
    expect(screenOf('none.yaml', '')).toEqual([
      'none.yaml:: error file-missing none.yaml: none.yaml does not exist; check the path; it counts from the current folder',
    ])
  })

  test('that is a folder', () => {
    const root = temporaryFolder({ 'values/a.yaml': '' })
    expect(screenOf(join(root, 'values'), root)).toEqual([
      'values:: error file-is-folder values: values is a folder; name a file in it',
    ])
  })

  test('that is not UTF-8', () => {
    const root = temporaryFolder()
    writeFileSync(join(root, 'v.yaml'), Buffer.from([0x61, 0x3a, 0x20, 0xe9]))
    expect(screenOf(join(root, 'v.yaml'), root)).toEqual([
      'v.yaml:: error file-no-utf8 v.yaml: v.yaml is not UTF-8 text; save it as UTF-8',
    ])
  })

  test('of 10 MB', () => {
    const root = temporaryFolder({ 'v.yaml': 'key: value\n'.repeat(10 ** 6) })
    expect(screenOf(join(root, 'v.yaml'), root)).toEqual([
      'v.yaml:: error file-too-large v.yaml: v.yaml has 10.5 MiB, more than 5 MiB; is it the right file?',
    ])
  })
})

/** Nine lists of nine aliases each: a thousand million items. */
const bomb = [...'abcdefghi']
  .map((name, index) => {
    const item = index === 0 ? 'x' : `*${'abcdefghi'[index - 1]}`
    return `${name}: &${name} [${Array.from({ length: 9 }, () => item).join(', ')}]\n`
  })
  .join('')

test.each([
  ['10,000 aliases of a small value', `a: &a x\nb: [${'*a,'.repeat(10_000)}]\n`, true],
  ['aliases of aliases', bomb, false],
])('%s: as Helm does', async (_, text, isAccepted) => {
  const root = temporaryFolder({ ...probe('probe'), 'v.yaml': text })
  const { problems } = loadValues([join(root, 'v.yaml')])
  const { exitCode } = await runTemplate(newestHelm(), root, join(root, 'v.yaml'))
  expect(problems.map(({ code }) => code)).toEqual(isAccepted ? [] : ['yaml-aliases'])
  expect(exitCode === 0).toBe(isAccepted)
})
