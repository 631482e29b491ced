import type { IObjectMeta } from '@kubernetes-models/apimachinery/apis/meta/v1/ObjectMeta'
import type { SecretContract } from '../../platform/component.ts'
import { and } from '../../template/expression.ts'
import { scope } from '../../template/scope.ts'
import { when } from '../../template/structure.ts'
import type { Templated } from '../../template/templated.ts'
import type { GatewayValues } from '../../values/types/gateway.ts'
import { hostNames } from './hosts.ts'
import type { GatewayModel } from './model.ts'
import type { GatewayNames } from './names.ts'

const { value } = scope<GatewayValues>()

/** A Certificate of cert-manager, as its CRD `cert-manager.io/v1` has it. */
interface ICertificate {
  readonly apiVersion: 'cert-manager.io/v1'
  readonly kind: 'Certificate'
  readonly metadata: IObjectMeta
  readonly spec: {
    readonly secretName: string
    readonly dnsNames: readonly string[]
    readonly issuerRef: { readonly kind: string; readonly name: string }
    readonly privateKey: {
      readonly algorithm: 'ECDSA'
      readonly size: 256
      readonly rotationPolicy: 'Always'
    }
  }
}

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
export function certificate(model: GatewayModel, names: GatewayNames): unknown {
  const document: Templated<ICertificate> = {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: names.fullname, labels: names.labels },
    spec: {
      secretName: names.tlsSecret,
      dnsNames: hostNames(model),
      issuerRef: {
        kind: value('tls.certificate.issuer.kind'),
        name: value('tls.certificate.issuer.name'),
      },
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
    },
  }
  return when(and(value('tls.enabled'), value('tls.certificate.enabled')), document)
}
