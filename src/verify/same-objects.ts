import type { Fields } from './fields.ts'

interface WithBody {
  readonly body: Fields
}

/**
 * A function that answers at once for objects that it has seen in this order: those of the same text
 * are the same, whichever Helm rendered them.
 */
export function onceForSame<Object extends WithBody, Answer>(
  answer: (objects: readonly Object[]) => Answer,
): (objects: readonly Object[]) => Answer {
  const known = new Map<string, Answer>()
  return (objects) => {
    const key = objects.map(({ body }) => numberOf(body)).join()
    const found = known.get(key) ?? answer(objects)
    known.set(key, found)
    return found
  }
}

const numbers = new WeakMap<Fields, number>()
let last = 0

/** A number that no other object has. */
function numberOf(body: Fields): number {
  const number = numbers.get(body) ?? ++last
  numbers.set(body, number)
  return number
}
