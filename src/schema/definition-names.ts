import type { Shape } from './shapes.ts'

/**
 * A name for each shape that becomes a definition, the most used first: its title (`image`); where
 * several have that title, its key (`livenessProbe`); or with its component (`ordersImage`).
 */
export function definitionNames(shapes: readonly Shape[]): readonly string[] {
  const titles = shapes.map(({ body }) => body.title)
  const taken = new Set<string>()
  return shapes.map((shape) => {
    const { title } = shape.body
    const isUnique = titles.indexOf(title) === titles.lastIndexOf(title)
    const name = freeName(candidates(shape, isUnique), taken)
    taken.add(name)
    return name
  })
}

function candidates({ body: { title }, path }: Shape, isUnique: boolean): readonly string[] {
  const [owner = '', ...inner] = path
  const key = inner.at(-1)
  const owned = `${owner} ${title ?? key ?? ''}`
  return [isUnique ? title : undefined, key, owned].flatMap((name) =>
    name === undefined ? [] : [camelCase(name)],
  )
}

function freeName(names: readonly string[], taken: ReadonlySet<string>): string {
  const free = names.find((name) => !taken.has(name))
  if (free !== undefined) return free
  const last = names.at(-1) ?? ''
  let number = 2
  while (taken.has(`${last}${number}`)) number += 1
  return `${last}${number}`
}

function camelCase(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  return words.map((word, index) => (index === 0 ? lowered(word) : capitalised(word))).join('')
}

/** `Image` → `image`, `CPU` → `cpu`. */
function lowered(word: string): string {
  return word === word.toUpperCase()
    ? word.toLowerCase()
    : word.charAt(0).toLowerCase() + word.slice(1)
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
