import { readPrivate } from '../files/private-file.ts'
import { refuse } from '../errors/chart-error.ts'
import type { SecretForm } from './provided-secrets.ts'
import { readManifests, readVaultJson } from './read-secret-forms.ts'
import type { PresentSecrets } from './secret-data.ts'

/** The Secrets that a file holds, in the form in which it is written again; none where there is no file. */
export function presentInFile(
  file: string,
  form: SecretForm,
  {
    namespace,
    others,
    prefix,
  }: { readonly namespace: string; readonly others?: readonly string[]; readonly prefix: string },
): PresentSecrets {
  const text = readPrivate(file)
  if (text === undefined || text.trim() === '') return new Map()
  return form === 'vault'
    ? readVaultJson(text, file, prefix)
    : readManifests(text, file, namespace, others)
}

/** What a cluster and a file hold together. Throws where they differ, since neither is overwritten. */
export function mergedSecrets(inFile: PresentSecrets, onServer: PresentSecrets): PresentSecrets {
  const differing = [...inFile].flatMap(([name, { data }]) =>
    [...data].flatMap(([key, value]) => {
      const other = onServer.get(name)?.data.get(key)
      return other === undefined || other.equals(value) ? [] : [`${name}/${key}`]
    }),
  )
  refuse(
    differing.map((path) => ({
      code: 'secret-differs',
      path,
      message: 'the file holds another value than the server',
      hint: 'apply the file first, or name another one; neither is overwritten',
    })),
  )
  const merged = [...inFile].map(([name, secret]) => {
    const there = onServer.get(name)
    return [
      name,
      there ? { ...there, data: new Map([...secret.data, ...there.data]) } : secret,
    ] as const
  })
  return new Map([...onServer, ...merged])
}
