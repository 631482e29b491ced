import { type Naming, naming } from '../../kubernetes/naming.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { and, choose, defaultTo, eq, not, or, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { include, textHelper } from '../../template/node/structure.ts'
import type { Expr } from '../../template/node/templated.ts'
import type { GatewayValues } from './values.ts'

const { value } = scope<GatewayValues>()

/** Names and labels of a gateway's objects, and what several of its templates ask. */
export interface GatewayNames extends Naming {
  /** Name of the Secret with the certificate. */
  readonly tlsSecret: Expr<string>
  /** Not empty where nginx itself ends TLS: where no Ingress and no Gateway in front does. */
  readonly endsTls: Expr<string>
}

/** Names for a gateway. */
export function gatewayNames(context: ComponentContext): GatewayNames {
  const { name } = context
  const names = naming(context, 'gateway')
  const tlsSecret = textHelper(
    `${name}.tlsSecret`,
    'Name of the Secret with the certificate.',
    defaultTo(value('tls.secretName'), text`${names.fullname}-tls`),
  )
  const type = value('exposure.type')
  const endsTls = textHelper(
    `${name}.endsTls`,
    'Not empty where nginx itself ends TLS, because nothing in front of it does.',
    choose(
      and(value('tls.enabled'), not(or(eq(type, 'Ingress'), eq(type, 'HTTPRoute')))),
      'true',
      '',
    ),
  )
  return {
    ...names,
    tlsSecret: include(tlsSecret),
    endsTls: include(endsTls),
    helpers: [...names.helpers, tlsSecret, endsTls],
  }
}
