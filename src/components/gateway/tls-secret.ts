import type { Naming } from '../../kubernetes/naming.ts'
import { and, defaultTo, text } from '../../template/expression.ts'
import { scope } from '../../template/scope.ts'
import { when as whenever } from '../../template/structure.ts'
import type { Expr, Templated, TemplatedItem } from '../../template/templated.ts'
import type { GatewayValues } from '../../values/types/gateway.ts'
import type { GatewayModel } from './model.ts'

const { value, when } = scope<GatewayValues>()

/** Name of the Secret with the certificate. */
export function tlsSecret(names: Naming): Expr<string> {
  return defaultTo(value('tls.secretName'), text`${names.fullname}-tls`)
}

/** The host names of the gateway, for objects that list them. */
export function hostNames({ sites }: GatewayModel): readonly TemplatedItem<string>[] {
  return [when('host', value('host')), ...furtherHosts({ sites })]
}

/** The host names of the further sites. */
export function furtherHosts({ sites }: Pick<GatewayModel, 'sites'>): readonly Expr<string>[] {
  return sites.flatMap(({ name }) => (name === undefined ? [] : [value(`sites.${name}.host`)]))
}

/** A Certificate of cert-manager, as its CRD `cert-manager.io/v1` has it. */
interface ICertificate {
  readonly apiVersion: 'cert-manager.io/v1'
  readonly kind: 'Certificate'
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> }
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

/** The certificate that cert-manager keeps in the Secret. */
export function certificate(model: GatewayModel, names: Naming): unknown {
  const document: Templated<ICertificate> = {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: names.fullname, labels: names.labels },
    spec: {
      secretName: tlsSecret(names),
      dnsNames: hostNames(model),
      issuerRef: {
        kind: value('tls.certificate.issuer.kind'),
        name: value('tls.certificate.issuer.name'),
      },
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
    },
  }
  return whenever(and(value('tls.enabled'), value('tls.certificate.enabled')), document)
}
