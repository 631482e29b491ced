import * as is from './text-rules.ts'

/** Where a field is: keys, `*` for any one of them, and `**` at the start for any way there. */
type Place = string

/** What Kubernetes' validation wants of texts, wherever they stand: place → rule. */
export const textRules: Readonly<Record<Place, is.TextRule>> = {
  '** metadata labels *': is.isLabelValue,
  '** matchLabels *': is.isLabelValue,
  '** nodeSelector *': is.isLabelValue,
  '** selector app.kubernetes.io/name': is.isLabelValue,
  '** matchExpressions * key': is.isQualifiedName,
  '** matchExpressions * values *': is.isLabelValue,
  '** matchFields * key': (text) => text === 'metadata.name',
  '** matchFields * values *': is.isDns1123Subdomain,
  '** topologyKey': is.isQualifiedName,
  '** namespaces *': is.isDns1123Label,
  '** tolerations * key': is.isQualifiedName,
  '** tolerations * value': is.isLabelValue,
  '** containers * name': is.isDns1123Label,
  '** initContainers * name': is.isDns1123Label,
  '** containers * image': isTrimmed,
  '** initContainers * image': isTrimmed,
  '** volumes * name': is.isDns1123Label,
  '** volumeMounts * name': is.isDns1123Label,
  '** volumeMounts * mountPath': (text) => text !== '' && !text.includes(':'),
  '** volumeMounts * subPath': isDescending,
  '** env * name': is.isEnvironmentName,
  '** ports * name': is.isPortName,
  '** ports * protocol': isOneOf('TCP', 'UDP', 'SCTP'),
  '** imagePullPolicy': isOneOf('Always', 'IfNotPresent', 'Never'),
  '** terminationMessagePolicy': isOneOf('File', 'FallbackToLogsOnError'),
  '** tcpSocket port': isPort,
  '** httpGet port': isPort,
  '** grpc port': isPort,
  '** httpGet path': (text) => text !== '',
  '** httpGet scheme': isOneOf('HTTP', 'HTTPS'),
  '** httpHeaders * name': (text) => /^[-A-Za-z0-9]+$/.test(text),
  '** env * valueFrom fieldRef fieldPath': is.isPodField,
  '** items * fieldRef fieldPath': is.isMetadataField,
  '** resourceFieldRef resource': (text) => /^(limits|requests)\.(cpu|memory)$/.test(text),
  '** configMap name': is.isDns1123Subdomain,
  '** secret secretName': is.isDns1123Subdomain,
  '** persistentVolumeClaim claimName': is.isDns1123Subdomain,
  '** configMapRef name': is.isDns1123Subdomain,
  '** secretRef name': is.isDns1123Subdomain,
  '** configMapKeyRef name': is.isDns1123Subdomain,
  '** secretKeyRef name': is.isDns1123Subdomain,
  '** configMapKeyRef key': is.isConfigMapKey,
  '** secretKeyRef key': is.isConfigMapKey,
  '** items * key': is.isConfigMapKey,
  '** items * path': isDescending,
  '** imagePullSecrets * name': is.isDns1123Subdomain,
  '** serviceAccountName': is.isDns1123Subdomain,
  '** priorityClassName': is.isDns1123Subdomain,
  '** storageClassName': is.isDns1123Subdomain,
  '** ingressClassName': is.isDns1123Subdomain,
  '** resources limits *': is.isQuantity,
  '** resources requests *': is.isQuantity,
  '** sizeLimit': is.isQuantity,
  '** hard *': is.isQuantity,
  '** limits * default *': is.isQuantity,
  '** limits * defaultRequest *': is.isQuantity,
  '** ipBlock cidr': is.isCidr,
  '** loadBalancerSourceRanges *': is.isCidr,
  '** rules * host': is.isHostOrWildcard,
  '** tls * hosts *': is.isHostOrWildcard,
  '** tls * secretName': is.isDns1123Subdomain,
  '** issuerRef name': (text) => text !== '',
  '** parentRefs * name': is.isDns1123Subdomain,
  '** refreshInterval': is.isDuration,
}

/** The same of the keys of maps. */
export const keyRules: Readonly<Record<Place, is.TextRule>> = {
  '** metadata labels': is.isQualifiedName,
  '** metadata annotations': (key) => is.isQualifiedName(key.toLowerCase()),
  '** matchLabels': is.isQualifiedName,
  '** nodeSelector': is.isQualifiedName,
  '** hard': isCounted,
  data: is.isConfigMapKey,
}

/** The bounds of whole numbers. */
export const bounds: Readonly<Record<Place, readonly [lowest: number, highest: number]>> = {
  '** containerPort': [1, 65_535],
  '** ports * port': [1, 65_535],
  '** targetPort': [1, 65_535],
  '** nodePort': [1, 65_535],
  '** replicas': [0, 2 ** 31 - 1],
  '** minReplicas': [1, 2 ** 31 - 1],
  '** maxReplicas': [1, 2 ** 31 - 1],
  '** averageUtilization': [1, 2 ** 31 - 1],
  '** stabilizationWindowSeconds': [0, 3600],
  '** policies * periodSeconds': [1, 1800],
  '** policies * value': [1, 2 ** 31 - 1],
  '** minAvailable': [0, 2 ** 31 - 1],
  '** revisionHistoryLimit': [0, 2 ** 31 - 1],
  '** backoffLimit': [0, 2 ** 31 - 1],
  '** activeDeadlineSeconds': [1, 2 ** 31 - 1],
  '** terminationGracePeriodSeconds': [0, 2 ** 63],
  '** initialDelaySeconds': [0, 2 ** 31 - 1],
  '** periodSeconds': [1, 2 ** 31 - 1],
  '** timeoutSeconds': [1, 2 ** 31 - 1],
  '** failureThreshold': [1, 2 ** 31 - 1],
  '** runAsUser': [0, 2 ** 31 - 1],
  '** runAsGroup': [0, 2 ** 31 - 1],
  '** fsGroup': [0, 2 ** 31 - 1],
  '** weight': [1, 100],
  '** maxSkew': [1, 2 ** 31 - 1],
  '** defaultMode': [0, 0o777],
  '** items * mode': [0, 0o777],
  '** expirationSeconds': [600, 2 ** 32 - 1],
}

function isOneOf(...choices: readonly string[]): is.TextRule {
  return (text) => choices.includes(text)
}

/** The number of a port, or the name of one. */
function isPort(text: string): boolean {
  return /^\d+$/.test(text) ? Number(text) >= 1 && Number(text) <= 65_535 : is.isPortName(text)
}

function isTrimmed(text: string): boolean {
  return text !== '' && text.trim() === text
}

function isDescending(path: string): boolean {
  return !path.startsWith('/') && !path.split('/').includes('..')
}

/** A resource that a quota may bound. */
function isCounted(resource: string): boolean {
  const plain =
    /^((requests|limits)\.)?(cpu|memory|ephemeral-storage)$|^(requests\.)?hugepages-|^(requests\.storage|pods|resourcequotas|services(\.nodeports|\.loadbalancers)?|replicationcontrollers|secrets|persistentvolumeclaims|configmaps)$/
  return resource.includes('/') ? is.isQualifiedName(resource) : plain.test(resource)
}
