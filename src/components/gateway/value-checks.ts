import type { ComponentContext } from '../../platform/component.ts'
import { and, eq, fail, ne, not, or, raw } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { Expr } from '../../template/node/templated.ts'
import type { GatewayValues } from './values.ts'
import { furtherHosts } from './hosts.ts'
import type { GatewayModel } from './model.ts'

const { value } = scope<GatewayValues>()

/** What no schema can say, because it is about two values at once. */
export function valueChecks(model: GatewayModel, { name }: ComponentContext): readonly unknown[] {
  const asksForCertificate = and(value('tls.enabled'), value('tls.certificate.enabled'))
  const hasFurtherHosts = model.sites.length > 1
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
    when(
      and(
        value('tls.enabled'),
        or(eq(value('exposure.type'), 'LoadBalancer'), eq(value('exposure.type'), 'NodePort')),
        value('exposure.service.nodePorts.http'),
        eq(value('exposure.service.nodePorts.http'), value('exposure.service.nodePorts.https')),
      ),
      fail(
        `${name}.exposure.service.nodePorts.http and .https are the same port: give each another one, or 0 for any`,
      ),
    ),
    ...(hasFurtherHosts
      ? [
          when(
            hasTwins([value('host'), ...furtherHosts(model)]),
            fail(
              `${name}.host and the hosts of ${name}.sites are not all different: give each another name, or the routes of one are never reached`,
            ),
          ),
        ]
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

/** Whether two of the texts are equal: `list` takes as many as there are. */
function hasTwins(texts: readonly Expr<string>[]): Expr<boolean> {
  const words = ['len (uniq (list ', ...texts.slice(1).map(() => ' '), '))']
  const different = raw<number>('any', (...all: readonly string[]) => new Set(all).size)
  return ne(different(Object.assign(words, { raw: words }), ...texts), texts.length)
}
