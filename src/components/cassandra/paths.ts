/** Where Cassandra is in the image; its `logs` leads to logDirectory. */
export const home = '/opt/cassandra'

/** The configuration of the image: what Java wants of it, which differs from version to version. */
export const imageConfiguration = '/etc/cassandra'

/** Where the ConfigMap of the nodes is mounted. */
export const configDirectory = '/etc/cassandra-node'

/** Where the Secret of the ring is mounted. */
export const secretDirectory = '/run/secrets/cassandra'

/** In memory: the configuration as a node reads it. */
export const runDirectory = '/run/cassandra'

/** Root of the volume. */
export const dataDirectory = '/var/lib/cassandra'

/** Where the garbage collector logs, in rings of files. */
export const logDirectory = '/var/log/cassandra'
