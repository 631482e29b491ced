import type { IObjectMeta } from '@kubernetes-models/apimachinery/apis/meta/v1/ObjectMeta'
import type { Expr, Templated, TemplatedItem } from '../../template/node/templated.ts'
import type { Naming } from '../naming.ts'

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
      readonly encoding?: 'PKCS8'
      readonly size: 256
      readonly rotationPolicy: 'Always'
    }
    readonly usages?: readonly string[]
  }
}

/** What is asked of cert-manager. */
export interface CertificateOptions {
  readonly names: Pick<Naming, 'fullname' | 'labels'>
  /** The Secret that cert-manager fills, with `ca.crt` where the issuer has a CA. */
  readonly secretName: Expr<string>
  readonly dnsNames: readonly TemplatedItem<string>[]
  readonly issuer: { readonly kind: Expr<string>; readonly name: Expr<string> }
  /** Default: cert-manager's own, PKCS #1. */
  readonly keyEncoding?: 'PKCS8'
  /** Default: cert-manager's own, `digital signature` and `key encipherment`. */
  readonly usages?: readonly string[]
}

/** The certificate that cert-manager keeps in a Secret. */
export function certificate(options: CertificateOptions): Templated<ICertificate> {
  const { names, secretName, dnsNames, issuer, keyEncoding: encoding, usages } = options
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: names.fullname, labels: names.labels },
    spec: {
      secretName,
      dnsNames,
      issuerRef: { kind: issuer.kind, name: issuer.name },
      privateKey: {
        algorithm: 'ECDSA',
        ...(encoding ? { encoding } : {}),
        size: 256,
        rotationPolicy: 'Always',
      },
      ...(usages ? { usages } : {}),
    },
  }
}
