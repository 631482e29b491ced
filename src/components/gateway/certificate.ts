import { certificate } from '../../kubernetes/identity/certificate.ts'
import type { SecretContract } from '../../platform/component.ts'
import { and } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { GatewayValues } from './values.ts'
import { hostNames } from './hosts.ts'
import type { GatewayModel } from './model.ts'
import type { GatewayNames } from './names.ts'

const { value } = scope<GatewayValues>()

/** The Secret with the certificate, unless cert-manager or a name of one's own says otherwise. */
export function certificateSecret(component: string): SecretContract {
  return {
    name: `${component}-tls`,
    type: 'kubernetes.io/tls',
    neededWith: { 'tls.enabled': true, 'tls.certificate.enabled': false, 'tls.secretName': '' },
    keys: {
      'tls.crt': { holds: 'certificate and those above it' },
      'tls.key': { holds: 'private key' },
    },
  }
}

/** The certificate that cert-manager keeps in the Secret. */
export function gatewayCertificate(model: GatewayModel, names: GatewayNames): unknown {
  const document = certificate({
    names,
    secretName: names.tlsSecret,
    dnsNames: hostNames(model),
    issuer: {
      kind: value('tls.certificate.issuer.kind'),
      name: value('tls.certificate.issuer.name'),
    },
  })
  return when(and(value('tls.enabled'), value('tls.certificate.enabled')), document)
}
