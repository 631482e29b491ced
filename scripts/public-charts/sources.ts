/** Charts of one public repository on GitHub, at one commit. */
export interface Source {
  readonly repository: string
  readonly commit: string
  /** Their folders in it, and others that links in them lead to. */
  readonly folders: readonly string[]
}

/** The public charts that are judged, with the charts that they depend on. */
export const sources: readonly Source[] = [
  {
    repository: 'prometheus-community/helm-charts',
    commit: 'cf408a290aec489277a94450bb3511432477a53a',
    folders: [
      'charts/alertmanager',
      'charts/kube-prometheus-stack',
      'charts/kube-state-metrics',
      'charts/prometheus',
      'charts/prometheus-adapter',
      'charts/prometheus-blackbox-exporter',
      'charts/prometheus-cloudwatch-exporter',
      'charts/prometheus-elasticsearch-exporter',
      'charts/prometheus-json-exporter',
      'charts/prometheus-memcached-exporter',
      'charts/prometheus-mongodb-exporter',
      'charts/prometheus-mysql-exporter',
      'charts/prometheus-node-exporter',
      'charts/prometheus-postgres-exporter',
      'charts/prometheus-pushgateway',
      'charts/prometheus-redis-exporter',
      'charts/prometheus-snmp-exporter',
      'charts/prometheus-windows-exporter',
    ],
  },
  {
    repository: 'grafana-community/helm-charts',
    commit: '3386a1156177c6bcd7fdb1ad4c6b1dda094296e0',
    folders: ['charts/grafana', 'charts/tempo'],
  },
  {
    repository: 'grafana/helm-charts',
    commit: '7a0ab968961a165318ab95ff678908c3b9bc3240',
    folders: ['charts/loki-canary', 'charts/promtail', 'charts/rollout-operator'],
  },
  {
    repository: 'bitnami/charts',
    commit: '5165628ae06697f8f68a670bef7739d93c4b7f44',
    folders: [
      'bitnami/common',
      'bitnami/etcd',
      'bitnami/keycloak',
      'bitnami/mariadb',
      'bitnami/memcached',
      'bitnami/minio',
      'bitnami/mongodb',
      'bitnami/mysql',
      'bitnami/nginx',
      'bitnami/postgresql',
      'bitnami/rabbitmq',
      'bitnami/redis',
      'bitnami/wordpress',
      'bitnami/zookeeper',
    ],
  },
  {
    repository: 'argoproj/argo-helm',
    commit: 'af0a9310bacbaa4636018dfe22c801a6d33a5c43',
    folders: [
      'charts/argo-cd',
      'charts/argo-events',
      'charts/argo-rollouts',
      'charts/argo-workflows',
    ],
  },
  {
    repository: 'DandyDeveloper/charts',
    commit: '6224454507be15acba7a619c33fa6148a06bcf85',
    folders: ['charts/redis-ha'],
  },
  {
    repository: 'traefik/traefik-helm-chart',
    commit: 'a8a66d0098703627b2cf352c66b1725c196a734a',
    folders: ['traefik'],
  },
  {
    repository: 'kubernetes/ingress-nginx',
    commit: 'dbb11b92ddb77bee9c35e462479129354c84f939',
    folders: ['charts/ingress-nginx'],
  },
  {
    repository: 'istio/istio',
    commit: '86c9f01fd735fb01d8192f5bcaf0d424afb7f14c',
    folders: [
      'manifests/charts/base',
      'manifests/charts/gateway',
      'manifests/charts/istio-cni',
      'manifests/charts/istio-control/istio-discovery',
      'manifests/charts/ztunnel',
    ],
  },
  {
    repository: 'hashicorp/vault-helm',
    commit: 'aa1c92e4adddbce9660e536dfe5222a88eda6d52',
    folders: ['.'],
  },
  {
    repository: 'hashicorp/consul-k8s',
    commit: 'a507b1d1e3061996dbed00cde73bba2bf068379f',
    folders: ['charts/consul'],
  },
  {
    repository: 'kubernetes-sigs/external-dns',
    commit: '2bf1bf8af2b70f23579f9147c1f7e9394f7f83d5',
    folders: ['charts/external-dns'],
  },
  {
    repository: 'kubernetes-sigs/metrics-server',
    commit: '5ed5d3a2cf940a8c7541cfbac19af822f4c97844',
    folders: ['charts/metrics-server'],
  },
  {
    repository: 'kubernetes/autoscaler',
    commit: '55c37cd5eb550756c5ccc5a89e9068d77797e575',
    folders: ['cluster-autoscaler/charts/cluster-autoscaler'],
  },
  {
    repository: 'jenkinsci/helm-charts',
    commit: '22055414e808938d0fc0585c4920d57661acce90',
    folders: ['charts/jenkins'],
  },
  {
    repository: 'fluent/helm-charts',
    commit: '5b81bf7a5a5d9f7c3513810efdef47cdb4e28239',
    folders: ['charts/fluent-bit', 'charts/fluentd'],
  },
  {
    repository: 'kedacore/charts',
    commit: '1444d00d90d7668cf7f53f270777d039371d90d0',
    folders: ['keda'],
  },
  {
    repository: 'metallb/metallb',
    commit: '7938d3f89b8bd808dae2e42d97d6ae7e18e9ed54',
    folders: ['charts/metallb'],
  },
  {
    repository: 'goharbor/harbor-helm',
    commit: '70564d52f0ade16a481c6cd29efc8db863b487ce',
    folders: ['.'],
  },
  {
    repository: 'nats-io/k8s',
    commit: '957650fba03e2e6ad8b5d54d66358f67a431157b',
    folders: ['helm/charts/nats', 'helm/charts/surveyor'],
  },
  {
    repository: 'oauth2-proxy/manifests',
    commit: 'fe328b0b3fca2ebce87590db52b6cad7f75a5997',
    folders: ['helm/oauth2-proxy'],
  },
  {
    repository: 'stakater/Reloader',
    commit: '655a2b3814baadb69d3d1e105242d6cc8875d7cb',
    folders: ['deployments/kubernetes/chart/reloader'],
  },
  {
    repository: 'bitnami-labs/sealed-secrets',
    commit: '86671a8851be1e6c2dfef4e12e2d7c19ed24ac94',
    folders: ['helm/sealed-secrets'],
  },
  {
    repository: 'haproxytech/helm-charts',
    commit: 'c5edba19bc20b3ea1559072b4bf62ca7ce22b2bc',
    folders: ['haproxy', 'kubernetes-ingress'],
  },
  {
    repository: 'crossplane/crossplane',
    commit: '2d040d2daf4e001799c4154a4a09b9e1f40d7fde',
    folders: ['cluster/charts/crossplane'],
  },
  {
    repository: 'cloudnative-pg/charts',
    commit: 'b21ad2dac7992215b8572007adb7448e3c8cc5db',
    folders: ['charts/cloudnative-pg', 'charts/cluster'],
  },
  {
    repository: 'zalando/postgres-operator',
    commit: 'a7aaad0a0b9517bb46077f2925eb80ae8ebe1a0c',
    folders: ['charts/postgres-operator'],
  },
  {
    repository: 'vmware-tanzu/helm-charts',
    commit: '73466ca986bbfe34dbd5c30bbf7d62d545d634a2',
    folders: ['charts/velero'],
  },
  {
    repository: 'elastic/cloud-on-k8s',
    commit: '7b93383d8ec1569ba99bdf9e59ad70a813fe99f8',
    folders: ['deploy/eck-operator'],
  },
  {
    repository: 'elastic/helm-charts',
    commit: '2fd64d0af65f14df7aa01da591919460dabac4b3',
    folders: ['elasticsearch', 'kibana'],
  },
  {
    repository: 'open-telemetry/opentelemetry-helm-charts',
    commit: 'dd5665c06f376c00a5e2147aa84b70c3d105ecfb',
    folders: ['charts/opentelemetry-collector', 'charts/opentelemetry-operator'],
  },
  {
    repository: 'Kong/charts',
    commit: 'e76b80031abfb4909dd89a8a07e3a5ff9a206d94',
    folders: ['charts/kong'],
  },
  {
    repository: 'aws/eks-charts',
    commit: '5239609242f3430be50fb0b714a24d3ef2b47983',
    folders: ['stable/aws-load-balancer-controller', 'stable/aws-for-fluent-bit'],
  },
  {
    repository: 'linkerd/linkerd2',
    commit: 'b24cd4059841f8cee2fb7a9c2ac23a693c583579',
    folders: ['charts/linkerd2-cni', 'charts/partials'],
  },
  {
    repository: 'temporalio/helm-charts',
    commit: 'e51b7344c9b2a04ee36b3ad52a13ffb688454fd7',
    folders: ['charts/temporal'],
  },
  {
    repository: 'VictoriaMetrics/helm-charts',
    commit: '5823471ac22e94c4eda66ac80878ccfb68272e06',
    folders: ['charts/victoria-metrics-common', 'charts/victoria-metrics-single'],
  },
]
