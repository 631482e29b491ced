import { createHash } from 'node:crypto'
import { isTable, type Table } from '../../src/helm/merge/coalesce.ts'
import type { YamlPath } from '../../src/helm/yaml/yaml-path.ts'

/**
 * Values files that somebody could write by mistake, or on purpose, for a chart with these defaults:
 * switches turned, other types, nulls, misspelt keys. The same for the same name.
 */
export function mutations(
  name: string,
  defaults: Readonly<Table>,
  count: number,
): readonly Table[] {
  const random = randomOf(name)
  const places = placesIn(defaults)
  if (places.length === 0) return []
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T // it has some
  return Array.from({ length: count }, () => {
    const [path, value] = pick(places)
    const kind = pick(kinds.filter((one) => one.suits(value)))
    return kind.make(path, value, pick)
  })
}

type Pick = <T>(all: readonly T[]) => T

interface Kind {
  readonly suits: (value: unknown) => boolean
  readonly make: (path: YamlPath, value: unknown, pick: Pick) => Table
}

const turned: Kind = {
  suits: (value) => typeof value === 'boolean',
  make: (path, value) => at(path, value !== true),
}

const kinds: readonly Kind[] = [
  ...Array.from({ length: 4 }, () => turned),
  { suits: () => true, make: (path) => at(path, null) },
  {
    suits: () => true,
    make: (path, value, pick) =>
      at(path, pick(others.filter((one) => typeof one !== typeof value))),
  },
  {
    suits: (value) => typeof value === 'string',
    make: (path, _, pick) => at(path, pick(['', 'x', 'a-b.c/d', '1', '{{ .Release.Name }}'])),
  },
  {
    suits: (value) => typeof value === 'number',
    make: (path, value, pick) => at(path, pick([0, -1, 1.5, Number(value) + 1, String(value)])),
  },
  {
    suits: (value) => Array.isArray(value),
    make: (path, _, pick) => at(path, pick<unknown>([[], ['x'], [{ name: 'x' }], [null], [1]])),
  },
  {
    suits: (value) => isTable(value),
    make: (path, _, pick) => at(path, pick<unknown>([{}, { x: 'y' }, { enabled: true }, []])),
  },
  {
    suits: () => true,
    make: (path, value) => at([...path.slice(0, -1), `${path.at(-1)}s`], value),
  },
]

const others: readonly unknown[] = ['text', 7, true, ['x'], { key: 'value' }]

/** Every value of some maps, with its path. */
function placesIn(table: Readonly<Table>, path: YamlPath = []): readonly [YamlPath, unknown][] {
  return Object.entries(table).flatMap(([key, value]): [YamlPath, unknown][] => [
    [[...path, key], value],
    ...(isTable(value) ? placesIn(value, [...path, key]) : []),
  ])
}

function at(path: YamlPath, value: unknown): Table {
  return path.toReversed().reduce<unknown>((inner, key) => ({ [key]: inner }), value) as Table // a path has a key
}

/** Numbers from 0 to 1 that follow from a text. */
function randomOf(seed: string): () => number {
  let count = 0
  return () => {
    const digest = createHash('sha256').update(`${seed} ${count++}`).digest()
    return digest.readUInt32BE() / 2 ** 32
  }
}
