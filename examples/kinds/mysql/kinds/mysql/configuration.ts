import { certificateDirectory, configMap, hasTls, type Naming } from 'chartwright/kind'
import { block, scope, when } from 'chartwright/template'
import { passwordFile, port, socket } from './contract.ts'
import type { MysqlValues } from './values.ts'

const { value } = scope<MysqlValues>()

/** Where the ConfigMap of the server is mounted. */
export const configDirectory = '/etc/mariadb'

/** The configuration of the server, and the script that starts it. */
export function configuration(store: string, names: Naming) {
  return configMap(names, {
    'my.cnf': block`
      [mariadbd]
      datadir = /var/lib/mysql/data
      port = ${port}
      socket = ${socket}
      pid-file = /run/mysqld/mysqld.pid
      tmpdir = /tmp
      skip-name-resolve = ON
      character-set-server = utf8mb4
      max_connections = ${value('config.max_connections')}
      innodb_buffer_pool_size = ${value('config.innodb_buffer_pool_size')}
      ${when(hasTls(store), tls)}
    `,
    'start.sh': start,
  })
}

/** A client without TLS is refused; the socket is within the pod. */
const tls = block`

  require_secure_transport = ON
  ssl_cert = ${certificateDirectory}/tls.crt
  ssl_key = ${certificateDirectory}/tls.key
`

/** The administrator gets the password of the Secret at each start: it may be another one than before. */
const start = block`
  #!/bin/bash
  set -euo pipefail
  umask 077

  data=/var/lib/mysql/data
  if [ ! -d $data ]; then
    rm -rf $data.new # what an interrupted start has left
    mariadb-install-db --defaults-file=${configDirectory}/my.cnf --datadir=$data.new \\
      --skip-test-db --auth-root-authentication-method=normal >/dev/null
    mv $data.new $data
  fi

  password="$(<${passwordFile})"
  if [ -z "$password" ]; then
    echo 'the password of root is empty' >&2
    exit 1
  fi
  password="\${password//\\\\/\\\\\\\\}"
  password="\${password//\\'/\\\\\\'}"
  password="\${password//$'\\n'/\\\\n}"
  {
    # The data directory begins with users that need no password, root of 127.0.0.1 among them
    echo "DELETE FROM mysql.global_priv WHERE User = '' OR User = 'root' AND Host <> 'localhost';"
    echo "FLUSH PRIVILEGES;"
    echo "CREATE USER IF NOT EXISTS root@'%';"
    echo "GRANT ALL PRIVILEGES ON *.* TO root@'%' WITH GRANT OPTION;"
    echo "ALTER USER root@localhost IDENTIFIED BY '$password', root@'%' IDENTIFIED BY '$password';"
  } >/run/mysqld/init.sql
  exec mariadbd --defaults-file=${configDirectory}/my.cnf --init-file=/run/mysqld/init.sql
`
