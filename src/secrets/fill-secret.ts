import type { Problem } from '../errors/chart-error.ts'
import { certificateProblems } from './certificate-problems.ts'
import type { FilledSecret, SecretSources, SecretState } from './fill-secrets.ts'
import { isEncodingOf, percentDecoded, percentEncoded } from './percent-encoding.ts'
import type { SecretData } from './secret-data.ts'
import {
  empty,
  immutable,
  lineBreaks,
  notKnown,
  overwritten,
  wrongCopies,
  wrongTexts,
  wrongType,
} from './secret-problems.ts'
import type { WantedSecret } from './wanted-secrets.ts'

/** One Secret with all that it holds, unless it lacks what only a person knows. */
export function fillSecret(
  wanted: WantedSecret,
  sources: Required<SecretSources>,
): { readonly secret?: FilledSecret; readonly problems: readonly Problem[] } {
  const present = sources.present.get(wanted.name)
  const before = present?.data ?? new Map<string, Buffer>()
  const isRotated = sources.rotate.includes(wanted.short)
  const given = sources.given.get(wanted.short) ?? new Map<string, Buffer>()
  const type = wanted.type === 'Opaque' ? (present?.type ?? 'Opaque') : (wanted.type ?? 'Opaque')
  const wrong = [
    ...(present && present.type !== type ? [wrongType(wanted, type, present.type)] : []),
    ...[...before].flatMap(([key, value]) =>
      key in wanted.keys && value.length === 0 ? [empty(wanted, key)] : [],
    ),
    ...wrongTexts(wanted, before),
    ...(isRotated ? [] : overwritten(wanted, before, given)),
    ...(isRotated ? [] : wrongCopies(wanted, before)),
  ]
  if (wrong.length > 0) return { problems: wrong }

  const data = sorted(filled(wanted, before, given, isRotated, sources.random))
  const missing = Object.entries(wanted.keys).filter(
    ([key, { encodes }]) => !data.has(key) && encodes === undefined, // a copy comes with its original
  )
  if (missing.length > 0)
    return { problems: missing.map(([key, one]) => notKnown(wanted, key, one, isRotated)) }
  if (present?.isImmutable && !same(data, before)) return { problems: [immutable(wanted)] }
  const problems = [
    ...(wanted.type === 'kubernetes.io/tls' ? certificateProblems(wanted, data) : []),
    ...lineBreaks(wanted, data),
  ]
  const state = stateOf(present !== undefined, isRotated, same(data, before))
  const { short, name, namespace } = wanted
  const place = namespace === undefined ? {} : { namespace }
  return { secret: { short, name, ...place, type, state, data }, problems }
}

function stateOf(exists: boolean, isRotated: boolean, isSame: boolean): SecretState {
  if (!exists) return 'new'
  if (isSame) return 'kept'
  return isRotated ? 'rotated' : 'completed'
}

/** What a Secret holds: keys that nobody asks for are kept, too. */
function filled(
  { keys, isKnown }: WantedSecret,
  before: SecretData,
  given: SecretData,
  isRotated: boolean,
  random: (length: number) => string,
): SecretData {
  const data = new Map(before)
  const own = Object.entries(keys).filter(([, { encodes }]) => encodes === undefined)
  const copies = Object.entries(keys).filter(([, { encodes }]) => encodes !== undefined)
  for (const [key, { is, lasting, random: length }] of own) {
    const value = is === undefined ? given.get(key) : Buffer.from(is)
    const stays = data.has(key) && !(isRotated && !lasting)
    if (value) data.set(key, value)
    else if (stays) continue
    else if (length !== undefined && !isKnown) data.set(key, originalOf(key) ?? made(length))
    else data.delete(key) // the old one is no new one
  }
  for (const [key, { encodes = '' }] of copies) {
    const original = data.get(encodes)
    const isRight = original && data.has(key) && isEncodingOf(data.get(key), original)
    if (original && !isRight) data.set(key, Buffer.from(percentEncoded(original.toString())))
  }
  return data

  function made(length: number): Buffer {
    return Buffer.from(random(length))
  }

  /** Where only the encoded copy exists, it says what the original is. */
  function originalOf(key: string): Buffer | undefined {
    const [copy] = isRotated ? [] : copies.filter(([, { encodes }]) => encodes === key)
    const text = copy && before.get(copy[0])?.toString()
    const original = text === undefined ? undefined : percentDecoded(text)
    return original === undefined ? undefined : Buffer.from(original)
  }
}

/** A server sorts keys, too: so the same Secret is the same text, wherever it comes from. */
function sorted(data: SecretData): SecretData {
  return new Map([...data].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function same(a: SecretData, b: SecretData): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key)?.equals(value))
}
