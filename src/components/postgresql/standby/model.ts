import { type Naming, naming, nameOf } from '../../../kubernetes/naming.ts'
import type { ComponentContext, SecretContract } from '../../../platform/component.ts'
import type { Schema } from '../../../schema/schema.ts'
import type { Expr } from '../../../template/node/templated.ts'
import { password } from '../../store/index.ts'

/** What a person may say of the standbys of a server. */
export interface StandbyOptions {
  /**
   * Standbys that follow the server, a StatefulSet of their own, and the Service `<release>-<component>-readonly`
   * that leads to them. How many there are is a value. No failover is automatic. Default: false.
   */
  readonly standbys?: boolean
}

/** What may be said of them. */
export const standbysOption: Schema = { type: 'boolean' }

/** Name of the role by which they copy, of their part of the component, and of their Secret. */
export const standbyName = 'standby'

/** The end of the name of the Service that leads to them. */
export const readonlyName = 'readonly'

/** Names that further Services may not have. */
export function takenByStandbys({ standbys }: StandbyOptions): readonly string[] {
  return standbys ? [readonlyName, standbyName, `${standbyName}-headless`] : []
}

/** Roles of the server that are no client's. */
export function standbyUsers({ standbys }: StandbyOptions): readonly (typeof standbyName)[] {
  return standbys ? [standbyName] : []
}

/** Names and selectors of their objects. */
export const standbyNaming = (context: ComponentContext): Naming =>
  naming(context, standbyName, standbyName)

/** Name of the Service for what only reads. */
export const readonlyService = (store: string): Expr<string> => nameOf(store, readonlyName)

/** Name of the Secret with their password, after the release's. */
export const standbySecretName = (store: string): string => `${store}-${standbyName}`

/** The template of that Secret. */
export const standbySecretFile = 'standby-secret.yaml'

/** The contract of that Secret. */
export function standbySecrets(
  { standbys }: StandbyOptions,
  store: string,
): readonly SecretContract[] {
  if (!standbys) return []
  return [
    {
      name: standbySecretName(store),
      neededWith: { mode: 'embedded' },
      takenOverBy: [`${store}.provisioning.run`, `${store}.podAnnotations.rotated`],
      keys: { password: password(`password of the role by which the standbys of ${store} copy`) },
    },
  ]
}
