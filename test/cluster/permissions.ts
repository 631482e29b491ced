import { cluster } from './cluster.ts'
import type { Release } from './helm.ts'

/** What the ServiceAccounts of a release may do beyond what everybody may who is logged in. */
export async function permissions({ name, namespace }: Release): Promise<readonly string[]> {
  const labels = `app.kubernetes.io/instance=${name}`
  const accounts = await cluster().list('v1/serviceaccounts', namespace, labels)
  const everybody = await rules(namespace, 'nobody')
  const found = await Promise.all(
    accounts.map(async ({ metadata }) => {
      const own = await rules(namespace, metadata?.name ?? '')
      return own
        .filter((rule) => !everybody.includes(rule))
        .map((rule) => `${metadata?.name} may ${rule}`)
    }),
  )
  return found.flat()
}

/** What a ServiceAccount may do in its namespace, as `kubectl auth can-i --list` says it. */
async function rules(namespace: string, account: string): Promise<readonly string[]> {
  const { status } = (await cluster().call({
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
    body: { spec: { namespace } },
    headers: {
      'impersonate-user': `system:serviceaccount:${namespace}:${account}`,
      'impersonate-group': 'system:authenticated',
    },
  })) as { readonly status: Status }
  return [...status.resourceRules, ...status.nonResourceRules].map((rule) => JSON.stringify(rule))
}

/** Of a SelfSubjectRulesReview. */
interface Status {
  readonly resourceRules: readonly unknown[]
  readonly nonResourceRules: readonly unknown[]
}
