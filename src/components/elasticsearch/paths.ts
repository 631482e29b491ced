/** Where Elasticsearch is in the image. */
export const home = '/usr/share/elasticsearch'

/** Where the ConfigMap of the nodes is mounted. */
export const configDirectory = '/etc/elasticsearch'

/** Where the Secret of the cluster is mounted. */
export const secretDirectory = '/run/secrets/elasticsearch'

/** In memory: the configuration as a node reads it, with its keystore. */
export const runDirectory = '/run/elasticsearch'

/** Certificate and key: Elasticsearch reads no file outside its configuration, and renewed ones by itself. */
export const tlsDirectory: string = `${runDirectory}/tls`

/** Where nodes mount the volume of snapshots. */
export const snapshotDirectory = '/snapshots'

/** Where the keys of the bucket of snapshots are mounted. */
export const keyDirectory = '/run/secrets/s3'

/** Root of the volume. */
export const dataDirectory: string = `${home}/data`
