import { ChartError } from '../../errors/chart-error.ts'
import { readSecret } from '../../secrets/read-secret-forms.ts'
import type { PresentSecret, PresentSecrets } from '../../secrets/secret-data.ts'
import { mapBounded } from '../map-bounded.ts'
import { type ApiOptions, type Ask, openApi } from './open-api.ts'
import { namespaceMissing, statusMessage } from './server-error.ts'

/** How many Secrets are read at once. */
const parallel = 4

/**
 * Reads Secrets of a namespace by their names; those that do not exist are left out. Throws a
 * ChartError when there is no such server or namespace, or it does not show its Secrets.
 */
export async function readServerSecrets(
  options: ApiOptions,
  namespace: string,
  names: readonly string[],
): Promise<PresentSecrets> {
  const { ask, close } = await openApi(options)
  try {
    const { status } = await ask({ path: `/api/v1/namespaces/${namespace}` })
    if (status === 404) throw namespaceMissing(namespace)
    const found = await mapBounded(names, parallel, (name) => readOne(ask, namespace, name))
    return new Map(found.flat())
  } finally {
    await close()
  }
}

async function readOne(
  ask: Ask,
  namespace: string,
  name: string,
): Promise<readonly (readonly [string, PresentSecret])[]> {
  const { status, body } = await ask({ path: `/api/v1/namespaces/${namespace}/secrets/${name}` })
  if (status === 404) return []
  const secret = status === 200 ? readSecret(body) : undefined
  if (secret) return [[name, secret]]
  throw new ChartError([
    {
      code: 'secret-unreadable',
      path: name,
      message: `the server does not show the Secret: ${statusMessage(body)}`,
      hint: `ask for a role that may get Secrets in namespace ${namespace}`,
    },
  ])
}
