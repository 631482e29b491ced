import type { INetworkPolicySpec } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicySpec'
import { credentials, secretName } from '../../kubernetes/identity/credentials.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { policy, tcp } from '../../kubernetes/network/network-policy.ts'
import type { SecretContract } from '../../platform/component.ts'
import { at } from '../../template/node/expression.ts'
import { each } from '../../template/node/structure.ts'
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
