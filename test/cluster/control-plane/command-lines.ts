import { join } from 'node:path'
import type { CommandLine } from './launch.ts'
import type { Programs } from './programs.ts'

/** Where the parts of the control plane find each other. */
export interface Setting {
  readonly programs: Programs
  readonly folder: string
  /** Ports of etcd's clients, etcd's peers and the API server. */
  readonly ports: { readonly etcd: number; readonly peer: number; readonly api: number }
}

/** Files in the folder of a control plane. */
export const files = {
  certificate: 'certificates/apiserver.crt',
  kubeconfig: 'kubeconfig.json',
  key: 'service-accounts.pem',
  stages: 'stages.yaml',
  tokens: 'tokens.csv',
} as const

/** Milliseconds after which the HPA controller looks at each autoscaler, for the first time as well. */
export const autoscalerPeriod = 2000

/** The store of the API server. */
export function etcd({ programs, folder, ports }: Setting): CommandLine {
  const clients = `http://127.0.0.1:${ports.etcd}`
  const peers = `http://127.0.0.1:${ports.peer}`
  return {
    program: programs.etcd,
    args: [
      `--data-dir=${join(folder, 'etcd')}`,
      `--listen-client-urls=${clients}`,
      `--advertise-client-urls=${clients}`,
      `--listen-peer-urls=${peers}`,
      `--initial-advertise-peer-urls=${peers}`,
      `--initial-cluster=default=${peers}`,
      '--unsafe-no-fsync', // nothing is kept
      '--log-level=warn',
    ],
  }
}

/** The API server; it makes its own certificate. */
export function apiServer({ programs, folder, ports }: Setting): CommandLine {
  return {
    program: programs['kube-apiserver'],
    args: [
      `--etcd-servers=http://127.0.0.1:${ports.etcd}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${ports.api}`,
      `--cert-dir=${join(folder, 'certificates')}`,
      // The Service "kubernetes" gets no endpoints, for which a loopback address would not do.
      '--advertise-address=127.0.0.1',
      '--endpoint-reconciler-type=none',
      '--service-cluster-ip-range=10.96.0.0/16',
      `--service-account-key-file=${join(folder, files.key)}`,
      `--service-account-signing-key-file=${join(folder, files.key)}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      `--token-auth-file=${join(folder, files.tokens)}`,
      '--authorization-mode=Node,RBAC',
      '--enable-admission-plugins=PodNodeSelector', // a namespace may have nodes for itself
    ],
  }
}

/**
 * The controllers, but for those that have nothing to do here: nobody needs address ranges of nodes,
 * nor endpoints beside the endpoint slices.
 */
export function controllerManager({ programs, folder }: Setting): CommandLine {
  return {
    program: programs['kube-controller-manager'],
    args: [
      `--kubeconfig=${join(folder, files.kubeconfig)}`,
      `--service-account-private-key-file=${join(folder, files.key)}`,
      '--use-service-account-credentials',
      '--controllers=*,-nodeipam,-endpoints-controller',
      '--leader-elect=false',
      '--secure-port=0',
      `--horizontal-pod-autoscaler-sync-period=${autoscalerPeriod}ms`,
      '--node-monitor-grace-period=10m', // the nodes are never lost
      '--kube-api-qps=200',
      '--kube-api-burst=400',
    ],
  }
}

/** The scheduler. */
export function scheduler({ programs, folder }: Setting): CommandLine {
  return {
    program: programs['kube-scheduler'],
    args: [
      `--kubeconfig=${join(folder, files.kubeconfig)}`,
      '--leader-elect=false',
      '--secure-port=0',
    ],
  }
}

/** What plays the kubelets and the volume provisioner. */
export function kwok({ programs, folder }: Setting): CommandLine {
  return {
    program: programs.kwok,
    args: [
      `--kubeconfig=${join(folder, files.kubeconfig)}`,
      `--config=${join(folder, files.stages)}`,
      '--manage-all-nodes',
      '--node-lease-duration-seconds=40',
    ],
  }
}
