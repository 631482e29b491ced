import { type Credential, credentials, secretName } from '../../kubernetes/identity/credentials.ts'
import { hostOf, type Naming } from '../../kubernetes/naming.ts'
import type { ClientAccess, ComponentContext, SecretContract } from '../../platform/component.ts'
import type { KindConnection } from '../../platform/kind-definition.ts'
import { not, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { Templated } from '../../template/node/templated.ts'
import type { ISecretProjection } from 'kubernetes-models/v1/SecretProjection'
import { type AlertmanagerOwn, receiversBy } from './options.ts'
import type { AlertmanagerValues } from './values.ts'

const { value } = scope<AlertmanagerValues>()

/** Port of its API and pages. */
export const alertmanagerPort = 9093

/** The way of its clients. */
export const alertmanagerAccess: ClientAccess = { role: 'alerts', ports: [alertmanagerPort] }

/** What the variables of a client may be made of. */
export type AlertmanagerPart = 'host' | 'port' | 'url'

/** How clients reach it: `ALERTMANAGER_URL`. */
export const alertmanagerConnection: KindConnection<AlertmanagerPart> = {
  prefix: 'ALERTMANAGER',
  parts: (to) => ({
    host: { in: 'template', value: hostOf(to) },
    port: { in: 'template', value: text`${alertmanagerPort}` },
    url: { in: 'template', value: text`http://${hostOf(to)}:${alertmanagerPort}` },
  }),
  variables: { URL: '{url}' },
}

/** Ways that need something secret: the key of the Secret, where a value has it, and what it is. */
const secretOf = {
  slack: { value: 'url', holds: 'URL of the incoming webhook in Slack' },
  pagerduty: { value: 'routingKey', holds: 'routing key of the service in PagerDuty' },
  webhook: { value: 'url', holds: 'URL of the webhook' },
} as const

type SecretWay = keyof typeof secretOf

/** Key of a receiver's Secret, and name of its file. */
export const secretKey = (receiver: string, way: SecretWay): string =>
  `${receiver}-${way}-${way === 'pagerduty' ? 'key' : 'url'}`

/** Key of the password at the mail server, and name of its file. */
export const smtpKey = 'smtp-password'

const secretWays = (
  model: AlertmanagerOwn,
): readonly { readonly receiver: string; readonly way: SecretWay }[] =>
  (Object.keys(secretOf) as SecretWay[]).flatMap((way) =>
    receiversBy(model, way).map((receiver) => ({ receiver, way })),
  )

const hasMail = (model: AlertmanagerOwn): boolean => receiversBy(model, 'email').length > 0

const takenOverBy = ({ name }: ComponentContext): readonly string[] => [
  `${name}.podAnnotations.rotated`,
]

/** The Secrets that people give: URLs and keys of the receivers, and the password at the mail server. */
export function alertmanagerSecrets(
  context: ComponentContext,
  model: AlertmanagerOwn,
): readonly SecretContract[] {
  const keys = secretWays(model).map(({ receiver, way }) => [
    secretKey(receiver, way),
    { holds: `${secretOf[way].holds} for ${receiver}` },
  ])
  const own = {
    name: context.name,
    takenOverBy: takenOverBy(context),
    keys: Object.fromEntries(keys),
  }
  const smtp: SecretContract = {
    name: `${context.name}-smtp`,
    neededWith: { 'smtp.auth.enabled': true },
    takenOverBy: takenOverBy(context),
    keys: { [smtpKey]: { holds: 'password at the mail server' } },
  }
  return [...(keys.length > 0 ? [own] : []), ...(hasMail(model) ? [smtp] : [])]
}

/** The same as objects, from the provider that the values choose. */
export function secretObjects(
  { name }: ComponentContext,
  model: AlertmanagerOwn,
  names: Naming,
): readonly unknown[] {
  const keys = secretWays(model).map(({ receiver, way }): readonly [string, Credential] => {
    const path = `receivers.${receiver}.${way}.${secretOf[way].value}`
    return [secretKey(receiver, way), { inline: value(path as never), path: `${name}.${path}` }]
  })
  const smtp = credentials(names, secretName(`${name}-smtp`), {
    [smtpKey]: { inline: value('smtp.auth.password'), path: `${name}.smtp.auth.password` },
  })
  return [
    ...(keys.length > 0 ? credentials(names, secretName(name), Object.fromEntries(keys)) : []),
    ...(hasMail(model) ? smtp.map((one) => when(value('smtp.auth.enabled'), one)) : []),
  ]
}

/** The files of all of them. */
export function secretFiles(
  { name }: ComponentContext,
  model: AlertmanagerOwn,
): readonly { readonly secret: Templated<ISecretProjection> }[] {
  const all = secretWays(model).map(({ receiver, way }) => secretKey(receiver, way))
  const items = (keys: readonly string[]) => keys.map((key) => ({ key, path: key }))
  return [
    ...(all.length > 0 ? [{ secret: { name: secretName(name), items: items(all) } }] : []),
    ...(hasMail(model)
      ? [
          {
            secret: {
              name: secretName(`${name}-smtp`),
              items: items([smtpKey]),
              optional: not(value('smtp.auth.enabled')),
            },
          },
        ]
      : []),
  ]
}
