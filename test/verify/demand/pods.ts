/** A pod by what its containers ask for: `native` ones are sidecars. */
export interface PodCase {
  readonly name: string
  readonly init?: readonly Ask[]
  readonly containers: readonly Ask[]
  /** What Kubernetes counts. */
  readonly takes: {
    readonly 'requests.cpu': string
    readonly 'limits.memory': string
  }
}

/** CPU that a container asks for, and the memory that it may have at the most. */
export interface Ask {
  readonly cpu: string
  readonly memory: string
  readonly native?: boolean
}

const ask = (cpu: string, memory: string): Ask => ({ cpu, memory })
const native = (cpu: string, memory: string): Ask => ({ cpu, memory, native: true })

/** Pods whose sums are easy to get wrong. */
export const podCases: readonly PodCase[] = [
  {
    name: 'containers add up',
    containers: [ask('100m', '1Gi'), ask('0.25', '512Mi')],
    takes: { 'requests.cpu': '350m', 'limits.memory': '1536Mi' },
  },
  {
    name: 'an init container counts where it alone takes more',
    init: [ask('1', '64Mi'), ask('2', '32Mi')],
    containers: [ask('500m', '128Mi')],
    takes: { 'requests.cpu': '2', 'limits.memory': '128Mi' },
  },
  {
    name: 'a sidecar counts beside the containers',
    init: [native('200m', '64Mi')],
    containers: [ask('500m', '128Mi')],
    takes: { 'requests.cpu': '700m', 'limits.memory': '192Mi' },
  },
  {
    name: 'a sidecar counts beside the init containers after it, and not beside those before',
    init: [ask('1', '300Mi'), native('200m', '64Mi'), ask('900m', '16Mi')],
    containers: [ask('100m', '128Mi')],
    takes: { 'requests.cpu': '1100m', 'limits.memory': '300Mi' },
  },
]

/** The pod of a case. */
export function podOf({ init = [], containers }: PodCase, security: object = {}): object {
  const container = ({ cpu, memory, native: stays }: Ask, name: string): object => ({
    name,
    image: 'example.com/app:1',
    ...(stays ? { restartPolicy: 'Always' } : {}),
    resources: { requests: { cpu, memory: '1Mi' }, limits: { cpu: '4', memory } },
    securityContext: security,
  })
  return {
    initContainers: init.map((one, index) => container(one, `init-${index}`)),
    containers: containers.map((one, index) => container(one, `app-${index}`)),
  }
}
