import type { PinnedName } from './pinned-module.ts'
import { isAtLeast, type Version } from './version.ts'

/** A program that verify runs, in each generation that it is run in. */
export interface ToolFamily {
  readonly name: 'helm' | 'kubeconform' | 'kubectl'
  /** Names that it goes by on PATH. */
  readonly commands: readonly string[]
  readonly versionArguments: readonly string[]
  readonly generations: readonly Generation[]
  /** What a build calls itself that knows no version, and is taken where nothing else is there. */
  readonly unversioned?: string
  /** What is needed, as part of a sentence. */
  readonly needed: string
  /** Where to get it. */
  readonly site: string
}

/** A major version, of which one release is pinned. */
export interface Generation {
  readonly pin: PinnedName
  readonly accepts: (version: Version) => boolean
}

/** Helm 3.18.5 and older refuse or misread schemas and numbers that later ones take. */
export const helm: ToolFamily = {
  name: 'helm',
  commands: ['helm', 'helm3', 'helm4'],
  versionArguments: ['version', '--short'],
  generations: [
    { pin: 'helm-3', accepts: (found) => isAtLeast(found, [3, 18, 6]) && found[0] === 3 },
    { pin: 'helm-4', accepts: (found) => isAtLeast(found, [4, 0, 0]) },
  ],
  needed: 'Helm 3.18.6 or later',
  site: 'https://helm.sh/docs/intro/install',
}

/** The validator of manifests against the schemas of Kubernetes. */
export const kubeconform: ToolFamily = {
  name: 'kubeconform',
  commands: ['kubeconform'],
  versionArguments: ['-v'],
  generations: [{ pin: 'kubeconform', accepts: (found) => isAtLeast(found, [0, 7, 0]) }],
  unversioned: 'development', // as `go install` builds it
  needed: 'kubeconform 0.7.0 or later',
  site: 'https://github.com/yannh/kubeconform#installation',
}

/** The client of a server, with whatever log-in its user has set up. */
export const kubectl: ToolFamily = {
  name: 'kubectl',
  commands: ['kubectl'],
  versionArguments: ['version', '--client'],
  generations: [{ pin: 'kubectl', accepts: () => true }],
  needed: 'kubectl',
  site: 'https://kubernetes.io/docs/tasks/tools',
}
