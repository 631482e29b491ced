import {
  caFile,
  caMount,
  caVolume,
  type ComponentContext,
  databaseName,
  hasTls,
  type Naming,
  passwordDirectory,
  provisioning as provision,
  scriptDirectory,
  secretName,
} from 'chartwright/kind'
import { block, when } from 'chartwright/template'
import { port } from './contract.ts'

/** The Job that gives each client its database and its user. */
export function provisioning(context: ComponentContext, names: Naming) {
  const { name } = context
  return provision({
    context,
    names,
    files: { 'provision.sh': script },
    command: ['bash', `${scriptDirectory}/provision.sh`],
    env: [
      { name: 'HOST', value: names.fullname },
      { name: 'PORT', value: String(port) },
      { name: 'ROOT', valueFrom: { secretKeyRef: { name: secretName(name), key: 'password' } } },
      when(hasTls(name), { name: 'CA_FILE', value: caFile(name) }),
    ],
    volumes: [caVolume(name)],
    volumeMounts: [caMount(name)],
    nameInStore: databaseName,
  })
}

/** In a GRANT, `_` stands for any character, unless a backslash is before it. */
const script = block`
  #!/bin/bash
  # Gives each client a database and a user of its own. It may run again at any time.
  set -euo pipefail
  export MYSQL_PWD="$(printf '%s' "$ROOT")" # the server, too, takes it without a line break at its end

  root() {
    mariadb --no-defaults --host="$HOST" --port="$PORT" --user=root \\
      \${CA_FILE:+--ssl-ca="$CA_FILE" --ssl-verify-server-cert} "$@"
  }

  until root --execute='SELECT 1' >/dev/null; do sleep 2; done

  for file in ${passwordDirectory}/*; do
    client="$(basename "$file")"
    IFS= read -r -d '' password <"$file" || true # every byte of it
    if [ -z "$password" ]; then
      echo "the password of $client is empty" >&2
      exit 1
    fi
    password="\${password//\\\\/\\\\\\\\}"
    password="\${password//\\'/\\\\\\'}"
    password="\${password//$'\\n'/\\\\n}"
    root <<SQL
  CREATE DATABASE IF NOT EXISTS \\\`$client\\\`;
  CREATE USER IF NOT EXISTS '$client'@'%';
  ALTER USER '$client'@'%' IDENTIFIED BY '$password';
  GRANT ALL PRIVILEGES ON \\\`\${client//_/\\\\_}\\\`.* TO '$client'@'%';
  SQL
  done
`
