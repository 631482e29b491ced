import { test } from 'vitest'
import { cluster, createNamespace } from './cluster.ts'
import { newestHelm } from './helm.ts'
import { installShop } from './shop.ts'

test('nothing in the chart may do more than anybody who is logged in', async ({ expect }) => {
  const { namespace } = await installShop(newestHelm(), 'identities', 'prod')
  const accounts = await cluster().list(
    'v1/serviceaccounts',
    namespace,
    'app.kubernetes.io/instance=shop',
  )
  expect(accounts.length).toBeGreaterThan(0)
  const anybody = await rules(await createNamespace('nobody'), 'default')
  for (const { metadata } of accounts)
    expect(await rules(namespace, metadata?.name ?? ''), metadata?.name).toEqual(anybody)
})

/** What a ServiceAccount may do in its namespace, as `kubectl auth can-i --list` shows it. */
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
  const { resourceRules, nonResourceRules } = status
  return [...resourceRules, ...nonResourceRules].map((rule) => JSON.stringify(rule)).toSorted()
}

/** Of a SelfSubjectRulesReview; its rules are in no order. */
interface Status {
  readonly resourceRules: readonly unknown[]
  readonly nonResourceRules: readonly unknown[]
}
