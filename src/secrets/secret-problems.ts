import type { Problem } from '../errors/chart-error.ts'
import type { SecretKey } from '../platform/component.ts'
import { isEncodingOf } from './percent-encoding.ts'
import type { SecretData } from './secret-data.ts'
import type { WantedSecret } from './wanted-secrets.ts'

/** The type of a Secret never changes. */
export function wrongType({ name }: WantedSecret, type: string, is: string): Problem {
  return {
    code: 'secret-type',
    path: name,
    message: `the Secret exists with type ${is}; it must be ${type}, and a type never changes`,
    hint: `save what it holds, then: kubectl delete secret ${name}; and run this again`,
  }
}

/** No program lets anybody in without a password. */
export function empty({ name }: WantedSecret, key: string): Problem {
  const message = 'the Secret exists, and this key holds nothing'
  const hint = 'remove the key from the Secret, and run this again: it is filled then'
  return { code: 'secret-empty', path: `${name}/${key}`, message, hint }
}

/** What a person gives in place of what exists. */
export function overwritten(
  { name, short }: WantedSecret,
  before: SecretData,
  given: SecretData,
): readonly Problem[] {
  const changed = [...given].filter(([key, value]) => before.get(key)?.equals(value) === false)
  return changed.map(([key]) => ({
    code: 'secret-exists',
    path: `${name}/${key}`,
    message: 'the Secret exists with another value, and what exists is kept',
    hint: `to replace it, add --rotate ${short}`,
  }))
}

/** A copy that is none lets its client in nowhere, and nobody would know why. */
export function wrongCopies(
  { name, short, keys }: WantedSecret,
  before: SecretData,
): readonly Problem[] {
  return Object.entries(keys).flatMap(([key, { encodes }]) => {
    const [copy, original] = [
      before.get(key),
      encodes === undefined ? undefined : before.get(encodes),
    ]
    if (!copy || !original || isEncodingOf(copy, original)) return []
    return [
      {
        code: 'secret-copy',
        path: `${name}/${key}`,
        message: `the Secret exists, and this key is not its ${encodes} percent-encoded`,
        hint: `remove the key, and run this again: it is filled then; or --rotate ${short} for a new pair`,
      },
    ]
  })
}

/** A user of another name is not the one that the store has. */
export function wrongTexts({ name, keys }: WantedSecret, before: SecretData): readonly Problem[] {
  return Object.entries(keys).flatMap(([key, { is }]) => {
    const text = before.get(key)?.toString()
    if (is === undefined || text === undefined || text === is) return []
    return [
      {
        code: 'secret-text',
        path: `${name}/${key}`,
        message: `the Secret exists, and this key holds "${text}"; it must be "${is}"`,
        hint: 'remove the key, and run this again: it is filled then',
      },
    ]
  })
}

/** Clients send the break, too; but drivers that follow SASLprep refuse to, and so does MongoDB. */
export function lineBreaks(
  { name, short, keys }: WantedSecret,
  data: SecretData,
): readonly Problem[] {
  const passwords = Object.entries(keys).filter(([, { random, lasting }]) => random && !lasting)
  return passwords.flatMap(([key]) =>
    /[\r\n]/.test(data.get(key)?.toString() ?? '')
      ? [
          {
            code: 'secret-line-break',
            path: `${name}/${key}`,
            severity: 'warning',
            message: 'the password has a line break, which some drivers refuse to send',
            hint: `make another one: --rotate ${short}`,
          } as const,
        ]
      : [],
  )
}

/** A Secret that nobody may complete. */
export function immutable({ name }: WantedSecret): Problem {
  const message = 'the Secret exists, is immutable and would have to change'
  return { code: 'secret-immutable', path: name, message, hint: 'delete it, and make it anew' }
}

/** A value that only a person can give. */
export function notKnown(
  { name, short, isKnown }: WantedSecret,
  key: string,
  { holds }: SecretKey,
  isRotated: boolean,
): Problem {
  const whose = isKnown ? 'its server is outside, and has the password already' : 'only you know it'
  return {
    code: 'secret-unknown',
    path: `${name}/${key}`,
    severity: isRotated ? 'error' : 'warning',
    message: `${holds}: ${whose}${isRotated ? '' : ', so the Secret is left out'}`,
    hint: `give it with --from-file ${short}/${key}=FILE`,
  }
}
