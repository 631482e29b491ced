import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { packageFile } from '../../package-file.ts'

/** The tools that chartwright itself can build. */
export type PinnedName = 'helm-3' | 'helm-4' | 'kubeconform' | 'kubectl'

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
  /** Build tags, which leave out parts that nobody here needs. Default: none. */
  readonly tags?: readonly string[]
}

/** Where a tool comes from. */
export interface Pin {
  /** Folder of the go.mod, below scripts/tools/. */
  readonly folder: string
  /** The module whose version in that go.mod is the tool's. */
  readonly module: string
  /** The package below the module: `/cmd/helm`. */
  readonly command: string
  readonly variables?: (version: string, goMod: string) => Readonly<Record<string, string>>
  readonly tags?: readonly string[]
}

const pins: Readonly<Record<PinnedName, Pin>> = {
  'helm-3': {
    folder: 'helm-3',
    module: 'helm.sh/helm/v3',
    command: '/cmd/helm',
    variables: (version, goMod) => ({
      'helm.sh/helm/v3/internal/version.version': version,
      ...defaultKubernetes('helm.sh/helm/v3/pkg/chartutil', goMod),
      ...defaultKubernetes('helm.sh/helm/v3/pkg/lint/rules', goMod),
    }),
  },
  'helm-4': {
    folder: 'helm-4',
    module: 'helm.sh/helm/v4',
    command: '/cmd/helm',
    variables: (version) => ({ 'helm.sh/helm/v4/internal/version.version': version }),
  },
  kubeconform: {
    folder: 'kubeconform',
    module: 'github.com/yannh/kubeconform',
    command: '/cmd/kubeconform',
    variables: (version) => ({ 'main.version': version }),
  },
  kubectl: kubernetesProgram('kubectl'),
}

/** The pin of a tool that chartwright itself can build. */
export function pinnedModule(name: PinnedName): PinnedModule {
  return readPin(name, pins[name])
}

/** Reads a pin from its go.mod, the only place where the version is written. */
export function readPin(name: string, pin: Pin): PinnedModule {
  const folder = pinFolder(pin.folder)
  const goMod = readFileSync(`${folder}go.mod`, 'utf8')
  const version = requiredVersion(goMod, pin.module)
  const variables = pin.variables?.(version, goMod) ?? {}
  const { tags = [] } = pin
  return { name, folder, command: pin.module + pin.command, version, variables, tags }
}

/** A program of Kubernetes, which must be told its version: else it says v0.0.0. */
export function kubernetesProgram(name: string): Pin {
  const place = 'k8s.io/component-base/version'
  return {
    folder: 'kubernetes',
    module: 'k8s.io/kubernetes',
    command: `/cmd/${name}`,
    variables: (version) => {
      const [major = '', minor = ''] = version.slice(1).split('.')
      return {
        [`${place}.gitVersion`]: version,
        [`${place}.gitMajor`]: major,
        [`${place}.gitMinor`]: minor,
        [`${place}.gitTreeState`]: 'clean',
      }
    },
  }
}

/** Path of a folder with a go.mod under scripts/tools/. */
export function pinFolder(name: string): string {
  return fileURLToPath(packageFile(`scripts/tools/${name}/`))
}

/** The version of a module that a go.mod requires; empty when it does not. */
function requiredVersion(goMod: string, module: string): string {
  const line = goMod.split('\n').find((text) => text.startsWith(`\t${module} `))
  return line?.trim().split(' ')[1] ?? ''
}

/** Helm 3 takes its default Kubernetes from these, else 1.20; client-go 0.37 belongs to 1.37. */
function defaultKubernetes(place: string, goMod: string): Readonly<Record<string, string>> {
  const [, minor = ''] = requiredVersion(goMod, 'k8s.io/client-go').split('.')
  return { [`${place}.k8sVersionMajor`]: '1', [`${place}.k8sVersionMinor`]: minor }
}
