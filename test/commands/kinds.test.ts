import { expect, test } from 'vitest'
import { filesBelow } from '../files-below.ts'
import { projectDirectory } from '../default-project.ts'
import { inProject, type ProjectFiles, type Screen } from './project.ts'

const folder = 'kinds/memcached'

/** The example, which a stranger could have written. */
const example: ProjectFiles = Object.fromEntries(
  [...filesBelow(`${projectDirectory}examples/kinds/memcached`)].filter(([path]) =>
    /^(Chart\.yaml|platform\.ts|kinds\/)/.test(path),
  ),
)

const schema = example[`${folder}/schema.json`] ?? ''

/** The schema with another text in place of one that it has. */
function edited(...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the schema does not say ${from}`)
    return text.replace(from, to)
  }, schema)
}

const run = (files: ProjectFiles, ...args: readonly string[]): Promise<Screen> =>
  inProject({ ...example, ...files }, args)

const generateWith = (text: string): Promise<Screen> =>
  run({ [`${folder}/schema.json`]: text }, 'generate', '.')

test('a project with a kind of its own generates', async () => {
  const { exitCode, output } = await run({}, 'generate', '.')
  expect(output).toMatch(/^shop 0\.1\.0: \d+ files/)
  expect(exitCode).toBe(0)
})

const mistakes: Readonly<Record<string, () => Promise<Screen>>> = {
  'kinds: a schema that breaks the rules, all at once': () =>
    generateWith(
      edited(
        ['"title": "Memcached"', '"title": "memcached"'],
        ['"description": "Settings of the server"', '"description": "settings of the server."'],
        [
          '"additionalProperties": false,\n      "properties": {\n        "memoryMegabytes"',
          '"properties": {\n        "flags": { "description": "Further flags", "type": ["string", "null"], "pattern": "^\\\\d+$" },\n        "memoryMegabytes"',
        ],
      ),
    ),
  'kinds: references that lead nowhere': () =>
    generateWith(
      edited(
        [
          'definitions.schema.json#/definitions/image"',
          'definitions.schema.json#/definitions/imgae"',
        ],
        ['"$ref": "definitions.schema.json#/definitions/resources"', '"$ref": "../../etc/passwd"'],
        ['"$ref": "definitions.schema.json#/definitions/spot"', '"$ref": "#/definitions/a"'],
        [
          '"type": "object",',
          '"type": "object", "definitions": { "a": { "type": "array", "items": { "$ref": "#/definitions/a" } } },',
        ],
      ),
    ),
  'kinds: a default that is not valid': () =>
    generateWith(edited(['"default": 1024', '"default": 0'])),
  'kinds: keywords that hold what they cannot': () =>
    generateWith(
      edited(
        ['"default": 192', '"minimum": "1", "default": 192'],
        ['"type": "object"', '"type": "objekt"'],
      ),
    ),
  'kinds: no JSON': () => generateWith(edited(['"default": 192', '"default": 192,'])),
  'kinds: a value that no template reads, and types that are older than the schema': () =>
    generateWith(
      edited([
        '"maxConnections": {',
        '"threads": {\n          "$ref": "definitions.schema.json#/definitions/positiveInteger",\n          "description": "Number of threads",\n          "default": 4\n        },\n        "maxConnections": {',
      ]),
    ),
  'kinds: no types yet': async () => {
    const { [`${folder}/values.ts`]: _, ...rest } = example
    return inProject(rest, ['generate', '.'])
  },
  'kinds: types that somebody changed': () =>
    run(
      {
        [`${folder}/values.ts`]: (example[`${folder}/values.ts`] ?? '').replace(
          'maxConnections: number',
          'maxConnections: string',
        ),
      },
      'generate',
      '.',
    ),
  'kinds: types in place of a file of somebody': () =>
    run({ [`${folder}/values.ts`]: 'export interface MemcachedValues {}\n' }, 'types', '.'),
  'kinds: types that differ': () =>
    run(
      { [`${folder}/schema.json`]: edited(['Most connections at a time', 'Most clients']) },
      'types',
      '--check',
      '.',
    ),
}

test.concurrent.for(Object.entries(mistakes))('%s', async ([name, mistake], { expect }) => {
  const { exitCode, output } = await mistake()
  expect(exitCode, output).toBe(1)
  await expect(`${output}\n`).toMatchFileSnapshot(
    `screens/${name.replaceAll(/[^a-zA-Z0-9]+/g, '-')}.txt`,
  )
})

test('types that are as they should be are not written', async () => {
  expect(await run({}, 'types', '.')).toEqual({ exitCode: 0, output: '1 kinds, 0 changed' })
})

test('types are written where there are none', async () => {
  const { [`${folder}/values.ts`]: _, ...rest } = example
  const { output } = await inProject(rest, ['types', '.'])
  expect(output).toBe(`wrote ${folder}/values.ts\n1 kinds, 1 changed`)
})
