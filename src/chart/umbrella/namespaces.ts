import type { INamespace } from 'kubernetes-models/v1/Namespace'
import { namespaceOf } from '../../kubernetes/namespace.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { eq, fail, mapping, release, text, when } from '../../template/index.ts'
import { scope } from '../../template/node/scope.ts'
import type { Templated } from '../../template/node/templated.ts'
import type { GlobalValues } from '../../values/types/global.ts'

const { value } = scope<{ readonly global: GlobalValues }>()

/** The namespaces beside that of the release which the values have it make, for pods that are *restricted*. */
export function namespaces(keys: readonly string[], names: Naming): readonly unknown[] {
  return keys.map((key) => {
    const document: Templated<INamespace> = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: namespaceOf(key),
        labels: mapping(names.labels, { 'pod-security.kubernetes.io/enforce': 'restricted' }),
        annotations: { 'helm.sh/resource-policy': 'keep' }, // with it would go all that is in it, data too
      },
    }
    return when(value(`global.namespaces.${key}.create`), document)
  })
}

/** Refuses two names for one namespace: objects that each of them has would be the same. */
export function namespaceChecks(keys: readonly string[]): readonly unknown[] {
  return keys.flatMap((key, i) => {
    const path = `global.namespaces.${key}.name`
    const others = keys.slice(0, i).map((other) => ({
      name: namespaceOf(other),
      of: `global.namespaces.${other}`,
    }))
    return [{ name: release.namespace, of: 'the release itself' }, ...others].map(({ name, of }) =>
      when(
        eq(namespaceOf(key), name),
        fail(text`${path} is ${name}, which is the namespace of ${of}: set another one`),
      ),
    )
  })
}
