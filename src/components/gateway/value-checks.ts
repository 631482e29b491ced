import type { ComponentContext } from '../../platform/component.ts'
import { and, eq, fail, not } from '../../template/expression.ts'
import { scope } from '../../template/scope.ts'
import { when } from '../../template/structure.ts'
import type { GatewayValues } from '../../values/types/gateway.ts'
import type { GatewayModel } from './model.ts'

const { value } = scope<GatewayValues>()

/** What no schema can say, because it is about two values at once. */
export function valueChecks(
  { sites }: GatewayModel,
  { name }: ComponentContext,
): readonly unknown[] {
  const asksForCertificate = and(value('tls.enabled'), value('tls.certificate.enabled'))
  const hasFurtherHosts = sites.length > 1
  return [
    when(
      and(eq(value('exposure.type'), 'HTTPRoute'), not(value('exposure.httpRoute.gateway.name'))),
      fail(
        `${name}.exposure.type is HTTPRoute: set ${name}.exposure.httpRoute.gateway.name to the Gateway to attach to`,
      ),
    ),
    when(
      and(asksForCertificate, not(value('tls.certificate.issuer.name'))),
      fail(
        `${name}.tls.certificate.enabled is true: set ${name}.tls.certificate.issuer.name to the issuer of cert-manager`,
      ),
    ),
    ...(hasFurtherHosts
      ? []
      : [
          when(
            and(asksForCertificate, not(value('host'))),
            fail(
              `${name}.tls.certificate.enabled is true: set ${name}.host to the name that the certificate is for`,
            ),
          ),
        ]),
  ]
}
