import { cluster } from './cluster.ts'
import { waitFor } from './control-plane/wait-for.ts'

const sentence = 'images come from registry.example.com'

/** Has the API server refuse Deployments of a namespace whose images come from somewhere else. */
export async function refuseOtherRegistries(namespace: string): Promise<void> {
  const group = '/apis/admissionregistration.k8s.io/v1'
  await create(`${group}/validatingadmissionpolicies`, namespace, {
    matchConstraints: {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
      resourceRules: [
        {
          apiGroups: ['apps'],
          apiVersions: ['v1'],
          operations: ['CREATE', 'UPDATE'],
          resources: ['deployments'],
        },
      ],
    },
    validations: [
      {
        expression:
          "object.spec.template.spec.containers.all(one, one.image.startsWith('registry.example.com/'))",
        message: sentence,
      },
    ],
  })
  await create(`${group}/validatingadmissionpolicybindings`, namespace, {
    policyName: namespace,
    validationActions: ['Deny'],
  })
  await waitFor('image policy', () => isRefused(namespace))
}

async function create(path: string, name: string, spec: object): Promise<void> {
  await cluster().call({ method: 'POST', path, body: { metadata: { name }, spec } })
}

/** The API server follows its policies with a delay. */
async function isRefused(namespace: string): Promise<boolean> {
  const labels = { app: 'probe' }
  const template = { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'app' }] } }
  try {
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments?dryRun=All`
    await create(path, 'probe', { selector: { matchLabels: labels }, template })
    return false
  } catch (error) {
    return String(error).includes(sentence)
  }
}
