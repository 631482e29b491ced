import type { Problem } from '../errors/chart-error.ts'
import { didYouMean } from '../errors/suggestion.ts'
import type { SecretSources } from './fill-secrets.ts'
import type { WantedSecret } from './wanted-secrets.ts'

/** What is wrong with the names of Secrets to rotate. */
export function rotationProblems(
  wanted: readonly WantedSecret[],
  { rotate, present }: Omit<SecretSources, 'random'>,
): readonly Problem[] {
  return rotate.flatMap((short) => {
    const secret = wanted.find((one) => one.short === short)
    if (!secret) return [noSuchSecret(`--rotate ${short}`, short, wanted)]
    if (present.has(secret.name)) return []
    return [
      {
        code: 'secret-missing',
        path: secret.name,
        message: `there is no Secret ${secret.name} to rotate`,
        hint: 'without --rotate it is made; if it should be there, check release and namespace',
      },
    ]
  })
}

/** What is wrong with the names of Secrets and keys that are given. */
export function givenProblems(
  wanted: readonly WantedSecret[],
  { given }: Omit<SecretSources, 'random'>,
): readonly Problem[] {
  return [...given].flatMap(([short, data]) => {
    const secret = wanted.find((one) => one.short === short)
    if (!secret) return [noSuchSecret(`--from-file ${short}`, short, wanted)]
    const keys = Object.keys(secret.keys)
    return [...data.keys()].flatMap((key) => {
      const option = `--from-file ${short}/${key}`
      const encodes = secret.keys[key]?.encodes
      if (encodes !== undefined) return [derived(option, key, encodes)]
      const is = secret.keys[key]?.is
      if (is !== undefined && data.get(key)?.toString() !== is) return [fixed(option, key, is)]
      return keys.includes(key) ? [] : [noSuchKey(option, key, secret)]
    })
  })
}

function noSuchSecret(option: string, short: string, wanted: readonly WantedSecret[]): Problem {
  const names = wanted.map((one) => one.short)
  const all = `the Secrets are ${names.join(', ')}`
  const message = `the release reads no Secret ${short}`
  return {
    code: 'unknown-secret',
    path: short,
    option,
    message,
    hint: didYouMean(short, names, all),
  }
}

function noSuchKey(option: string, key: string, { name, keys }: WantedSecret): Problem {
  const known = Object.keys(keys)
  const hint = didYouMean(key, known, `its keys are ${known.join(', ')}`)
  return { code: 'unknown-key', path: key, option, message: `${name} has no key ${key}`, hint }
}

function fixed(option: string, key: string, is: string): Problem {
  const message = `${key} is "${is}", and nothing else`
  return { code: 'fixed-key', path: key, option, message, hint: 'leave it out' }
}

function derived(option: string, key: string, encodes: string): Problem {
  const message = `${key} is made from ${encodes}`
  return { code: 'derived-key', path: key, option, message, hint: `give ${encodes} alone` }
}
