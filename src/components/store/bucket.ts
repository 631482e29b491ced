import type { INetworkPolicySpec } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicySpec'
import { credentials, secretName } from '../../kubernetes/identity/credentials.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { policy, tcp } from '../../kubernetes/network/network-policy.ts'
import type { SecretContract } from '../../platform/component.ts'
import { and, at, choose, defaultTo, fail, ne, raw, text } from '../../template/node/expression.ts'
import { each, when } from '../../template/node/structure.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import type { BucketValues } from '../../values/types/definitions.ts'

/** The keys of the Secret of a bucket, which holds that. */
export function bucketKeys(that: string): SecretContract['keys'] {
  return {
    'access-key': { holds: `access key of the bucket for ${that}` },
    'secret-key': { holds: `secret key of the bucket for ${that}` },
  }
}

/** The Secret with the keys of a bucket, whose values have this path. */
export function bucketSecret(
  names: Naming,
  name: string,
  bucket: Expr<BucketValues>,
  path: string,
): readonly unknown[] {
  const key = (one: 'accessKey' | 'secretKey') => ({
    inline: at(bucket, one),
    path: `${path}.${one}`,
  })
  return credentials(names, secretName(name), {
    'access-key': key('accessKey'),
    'secret-key': key('secretKey'),
  })
}

/** The way of pods to a bucket. */
export function bucketPolicy(
  names: Naming,
  name: Expr<string>,
  podSelector: Templated<INetworkPolicySpec['podSelector']>,
  bucket: Expr<BucketValues>,
): unknown {
  return policy(name, names, {
    podSelector,
    policyTypes: ['Egress'],
    egress: [
      {
        to: [each(at(bucket, 'cidrs'), (cidr) => ({ ipBlock: { cidr } }))],
        ports: [tcp(at(bucket, 'port'))],
      },
    ],
  })
}

/** Refuses an endpoint at a port that pods may not come to; without one, https has 443, and http 80. */
export function bucketCheck(bucket: Expr<BucketValues>, path: string): unknown {
  const [endpoint, port] = [at(bucket, 'endpoint'), at(bucket, 'port')]
  const said = raw(
    'string',
    (url: string) => /:([0-9]+)$/.exec(url)?.[1] ?? '',
  )`trimPrefix ":" (regexFind ":[0-9]+$" ${endpoint})`
  const isTls = raw('boolean', (url: string) =>
    url.startsWith('https:'),
  )`hasPrefix "https:" ${endpoint}`
  return when(
    and(endpoint, ne(defaultTo(said, choose(isTls, '443', '80')), text`${port}`)),
    fail(
      `${path}.endpoint is at another port than ${path}.port, the only one that is open to pods`,
    ),
  )
}
