import { ChartError } from '../errors/chart-error.ts'
import { valueAt } from '../values/value-at.ts'
import type { Values } from '../values/value.ts'
import type { WantedSecret } from './wanted-secrets.ts'

/** The forms in which Secrets are written. */
export type SecretForm = 'manifests' | 'kubeseal' | 'vault'

/** What a form is to hold, as the values choose the provider of Secrets. */
export interface ProvidedSecrets {
  readonly wanted: readonly WantedSecret[]
  /** What keys in the vault begin with. */
  readonly prefix: string
}

/**
 * The Secrets that a person makes in some form: all with the provider `existing`; with
 * `externalSecrets` a vault gets what the operator reads from it, without the copies that it derives,
 * and manifests are left for the types that it does not make; with `inline` only these. Throws where
 * nothing is left.
 */
export function providedSecrets(
  wanted: readonly WantedSecret[],
  values: Values,
  form: SecretForm,
): ProvidedSecrets {
  const at = (path: string): string =>
    String(valueAt(values, ['global', 'secrets', ...path.split('.')]))
  const provider = at('provider')
  if (provider === 'existing') return { wanted, prefix: '' }
  const typed = wanted.filter(({ type }) => type !== undefined)
  if (provider === 'externalSecrets' && form === 'vault') {
    const read = wanted.filter(({ type }) => type === undefined).map(withoutCopies)
    return { wanted: read, prefix: at('externalSecrets.remoteKeyPrefix') }
  }
  if (typed.length === 0 || form === 'vault') throw nothingToMake(provider)
  return { wanted: typed, prefix: '' }
}

/** What the operator derives or knows is in no vault. */
function withoutCopies(secret: WantedSecret): WantedSecret {
  const own = Object.entries(secret.keys).filter(
    ([, { encodes, is }]) => (encodes ?? is) === undefined,
  )
  return { ...secret, keys: Object.fromEntries(own) }
}

function nothingToMake(provider: string): ChartError {
  const [message, hint] =
    provider === 'inline'
      ? ['the chart makes its Secrets from the values', 'name a profile with another provider']
      : ['the External Secrets operator makes the Secrets', 'use --output vault, for what it reads']
  const path = 'global.secrets.provider'
  return new ChartError([
    { code: 'nothing-to-make', path, message: `${provider}: ${message}`, hint },
  ])
}
