import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The Go modules that pin our tools, by their folder under scripts/tools/. */
export type PinnedName = 'helm-3' | 'helm-4' | 'kubeconform'

/** A tool that `go build` makes from a pinned module. */
export interface PinnedModule {
  /** What the program is called. */
  readonly name: string
  /** Folder of its go.mod. */
  readonly folder: string
  /** The package that is built, as in `helm.sh/helm/v4/cmd/helm`. */
  readonly command: string
  /** `v3.22.0` */
  readonly version: string
  /** String variables that the tool's own release build sets, so that it knows its version. */
  readonly variables: Readonly<Record<string, string>>
}

/** Reads the pin of a tool from its go.mod, the only place where the version is written. */
export function pinnedModule(name: PinnedName): PinnedModule {
  const folder = fileURLToPath(new URL(`../../../scripts/tools/${name}/`, import.meta.url))
  const goMod = readFileSync(`${folder}go.mod`, 'utf8')
  const [, command = ''] = /^tool (\S+)$/m.exec(goMod) ?? []
  const version = requiredVersion(goMod, command.replace(/\/cmd\/\w+$/, ''))
  return { name, folder, command, version, variables: variables[name](version, goMod) }
}

/** The version of a module that a go.mod requires; empty when it does not. */
export function requiredVersion(goMod: string, module: string): string {
  const line = goMod.split('\n').find((text) => text.startsWith(`\t${module} `))
  return line?.trim().split(' ')[1] ?? ''
}

const variables: Readonly<
  Record<PinnedName, (version: string, goMod: string) => Readonly<Record<string, string>>>
> = {
  'helm-3': (version, goMod) => ({
    'helm.sh/helm/v3/internal/version.version': version,
    ...kubernetes('helm.sh/helm/v3/pkg/chartutil', goMod),
    ...kubernetes('helm.sh/helm/v3/pkg/lint/rules', goMod),
  }),
  'helm-4': (version) => ({ 'helm.sh/helm/v4/internal/version.version': version }),
  kubeconform: (version) => ({ 'main.version': version }),
}

/** Helm 3 takes its default Kubernetes from these, else 1.20; client-go 0.37 belongs to 1.37. */
function kubernetes(place: string, goMod: string): Readonly<Record<string, string>> {
  const [, minor = ''] = requiredVersion(goMod, 'k8s.io/client-go').split('.')
  return { [`${place}.k8sVersionMajor`]: '1', [`${place}.k8sVersionMinor`]: minor }
}
