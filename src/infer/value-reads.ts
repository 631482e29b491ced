/** What templates do with the values below one path. */
export interface ValueReads {
  /** Below the keys that templates name. */
  readonly keys: Map<string, ValueReads>
  /** Below keys that they do not name, and in items: of a loop, of `index` with a variable. */
  entries?: ValueReads
  /** Whether all that is below is taken, as by `toYaml`: what a person adds gets into an object. */
  isWhole?: boolean
  /** Whether it is taken as a template of its own (`tpl`), and so may be text whatever else it is. */
  isTemplate?: boolean
  /** Whether it turns a subchart on or off, which only a boolean does. */
  isSwitch?: boolean
  /** Whether a template asks for its type, and so takes several. */
  isOfAnyType?: boolean
}

export const noReads = (): ValueReads => ({ keys: new Map() })

/** What is done with the values below a key, which is read from now on. */
export function below(reads: ValueReads, key: string): ValueReads {
  const known = reads.keys.get(key)
  if (known) return known
  const added = noReads()
  reads.keys.set(key, added)
  return added
}

/** What is done with the values below keys that no template names. */
export function entriesOf(reads: ValueReads): ValueReads {
  return (reads.entries ??= noReads())
}

/** What is done with values that two ways lead to. */
export function both(
  one: ValueReads | undefined,
  other: ValueReads | undefined,
): ValueReads | undefined {
  if (!one || !other || one === other) return one ?? other
  const keys = new Set([...one.keys.keys(), ...other.keys.keys()])
  const entries = both(one.entries, other.entries)
  return {
    keys: new Map(
      [...keys].map((key) => [key, both(one.keys.get(key), other.keys.get(key)) ?? noReads()]),
    ),
    ...(entries && { entries }),
    isWhole: one.isWhole === true || other.isWhole === true,
    isSwitch: one.isSwitch === true || other.isSwitch === true,
    isTemplate: one.isTemplate === true || other.isTemplate === true,
    isOfAnyType: one.isOfAnyType === true || other.isOfAnyType === true,
  }
}

/** Whether templates read the value at a path, or take something around it as a whole. */
export function isRead(reads: ValueReads, path: readonly string[]): boolean {
  const [key, ...rest] = path
  if (key === undefined || reads.isWhole) return true
  const inside = [reads.keys.get(key), reads.entries]
  return inside.some((one) => one !== undefined && isRead(one, rest))
}

/** What templates do with the values at a path; undefined where they do not name it. */
export function readsAt(reads: ValueReads, path: readonly string[]): ValueReads | undefined {
  return path.reduce<ValueReads | undefined>(
    (at, key) => at && both(at.keys.get(key), at.entries),
    reads,
  )
}
