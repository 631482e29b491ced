import type { IVolume } from 'kubernetes-models/v1/Volume'
import type { IVolumeMount } from 'kubernetes-models/v1/VolumeMount'
import type { ComponentContext, SecretContract } from '../../platform/component.ts'
import { usesOf } from '../../platform/connections.ts'
import { and, defaultTo, fail, not, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { Conditional, Expr, Templated } from '../../template/node/templated.ts'
import type { GlobalValues } from '../../values/types/global.ts'
import { certificate } from '../../kubernetes/identity/certificate.ts'
import { type Naming, nameOf } from '../../kubernetes/naming.ts'
import { podHost } from '../../kubernetes/network/services.ts'

const { value } = scope<{ readonly global: GlobalValues }>()

/** Whether a store is reached over TLS: a global, since both the store and its clients need to know. */
export function hasTls(store: string): Expr<boolean> {
  return value(`global.tls.${store}.enabled`)
}

/** Where clients, and the programs of the store's own chart, find the CA of a store. */
export function caFile(store: string): string {
  return `${caDirectory(store)}/ca.crt`
}

/** The directory with the CA of a store. */
export function caDirectory(store: string): string {
  return `/etc/ssl/${store}`
}

/** The volume with the CA of a store. */
export function caVolumeName(store: string): string {
  return `${store}-ca`
}

/** Where the server finds its certificate, its key and the CA. */
export const certificateDirectory = '/run/secrets/tls'

/** The CA of a store, for a pod that connects to it. */
export function caVolume(store: string): Conditional<Templated<IVolume>> {
  const secretName = secretOf(store)
  const items = [{ key: 'ca.crt', path: 'ca.crt' }]
  return when(hasTls(store), { name: caVolumeName(store), secret: { secretName, items } })
}

/** Where it is mounted. */
export function caMount(store: string): Conditional<Templated<IVolumeMount>> {
  return when(hasTls(store), {
    name: caVolumeName(store),
    mountPath: caDirectory(store),
    readOnly: true,
  })
}

/**
 * Certificate and key of a store in the cluster. They belong to root and, by fsGroup, to the group of
 * the pod, which may read them: servers refuse a key that everybody may read.
 */
export function certificateVolume(store: string): Conditional<Templated<IVolume>> {
  const secretName = secretOf(store)
  return when(hasTls(store), { name: 'tls', secret: { secretName, defaultMode: 0o440 } })
}

/** Where they are mounted. */
export const certificateMount = (store: string): Conditional<Templated<IVolumeMount>> =>
  when(hasTls(store), { name: 'tls', mountPath: certificateDirectory, readOnly: true })

/** The Secrets that TLS to a store needs: one for a store in the cluster, one for a store elsewhere. */
export function tlsSecrets(store: string): readonly SecretContract[] {
  return [certificateSecret(store), caSecret(store)]
}

/** The Secret with the CA of a store elsewhere, which no provider of the chart makes. */
function caSecret(store: string): SecretContract {
  return {
    name: `${store}-tls`,
    type: 'Opaque',
    neededWith: {
      mode: 'external',
      [`global.tls.${store}.enabled`]: true,
      [`global.tls.${store}.secretName`]: '',
    },
    keys: { 'ca.crt': { holds: `certificate of the CA that the server of ${store} is signed by` } },
  }
}

/** The Secret with the certificate of a store in the cluster, unless a name of one's own says otherwise. */
function certificateSecret(store: string): SecretContract {
  return {
    name: `${store}-tls`,
    type: 'kubernetes.io/tls',
    neededWith: {
      mode: 'embedded',
      [`global.tls.${store}.enabled`]: true,
      'global.certificates.enabled': false,
      [`global.tls.${store}.secretName`]: '',
    },
    keys: {
      'ca.crt': { holds: `certificate of the CA, which the clients of ${store} trust` },
      'tls.crt': { holds: 'certificate of the server, and those above it' },
      'tls.key': { holds: 'private key of the server' },
    },
  }
}

/**
 * The certificate of a store in the cluster, kept by cert-manager: for the names of its Service and,
 * where clients go to its `members` by name, of its pods. Members are also clients of each other.
 */
export function storeCertificate(
  store: string,
  names: Naming,
  {
    members = false,
    keyEncoding,
    furtherHosts = [],
  }: {
    readonly members?: boolean
    readonly keyEncoding?: 'PKCS8'
    readonly furtherHosts?: readonly Expr<string>[]
  },
): unknown {
  const { fullname } = names
  const pods = podHost(names, '*')
  return when(
    asksForCertificate(store),
    certificate({
      names,
      secretName: nameOf(store, 'tls'),
      dnsNames: [
        fullname,
        text`${fullname}.${names.namespace}`,
        text`${fullname}.${names.namespace}.svc`,
        ...furtherHosts,
        ...(members ? [pods] : []),
      ],
      issuer: {
        kind: value('global.certificates.issuer.kind'),
        name: value('global.certificates.issuer.name'),
      },
      ...(keyEncoding ? { keyEncoding } : {}),
      usages: ['digital signature', 'server auth', ...(members ? ['client auth'] : [])],
    }),
  )
}

/** Refuses a certificate without an issuer. */
export function issuerCheck(store: string): unknown {
  return when(
    and(asksForCertificate(store), not(value('global.certificates.issuer.name'))),
    fail(
      'global.certificates.enabled is true: set global.certificates.issuer.name to the issuer of cert-manager',
    ),
  )
}

/** A Secret with a name of its own is somebody else's. */
function asksForCertificate(store: string): Expr<boolean> {
  return and(
    hasTls(store),
    value('global.certificates.enabled'),
    not(value(`global.tls.${store}.secretName`)),
  )
}

/** The stores with TLS that a component uses, each once. */
export function tlsStores({ uses }: Pick<ComponentContext, 'uses'>): readonly string[] {
  const all = uses.flatMap(({ edge, component }) => (component?.connection?.tls ? [edge.to] : []))
  return [...new Set(all)]
}

/**
 * Those among them that one of its containers connects to itself: its own, or a further one. Variables that an
 * edge names may lead past its ambassador, such as `{readonly-url}`.
 */
export function tlsStoresOf(context: ComponentContext, container?: string): readonly string[] {
  const uses = usesOf(context, container).filter(({ edge }) => !edge.via || edge.env)
  return tlsStores({ uses })
}

function secretOf(store: string): Expr<string> {
  return defaultTo(value(`global.tls.${store}.secretName`), nameOf(store, 'tls'))
}
