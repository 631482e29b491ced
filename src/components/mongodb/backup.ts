import type { IEnvVar } from 'kubernetes-models/v1/EnvVar'
import { secretName } from '../../kubernetes/identity/credentials.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { choose, text } from '../../template/node/expression.ts'
import type { Block } from '../../template/node/node.ts'
import { block } from '../../template/node/structure.ts'
import type { TemplatedItem } from '../../template/node/templated.ts'
import {
  backupName,
  backupSecretName,
  caMount,
  caVolume,
  hasTls,
  type StoreBackup,
} from '../store/index.ts'
import { mongodbPort, replicaSet, tlsOptions } from './contract.ts'
import { begin, finish, look } from './restore-steps.ts'
import { secretDirectory } from './stateful-set.ts'

/** The backups of a MongoDB replica set: all databases of clients, as of one moment. */
export function mongodbBackup(store: string, names: Naming): StoreBackup {
  const url = (user: string, source: string): TemplatedItem<IEnvVar> => ({
    name: 'MONGODB_URL',
    value: text`mongodb://${user}@${names.fullname}:${mongodbPort}/?authSource=${source}&replicaSet=${replicaSet}${choose(hasTls(store), `&${tlsOptions(store)}`, '')}`,
  })
  const password = { name: secretName(backupSecretName(store)), key: 'password' }
  return {
    kind: 'mongodb',
    dump: {
      script: dump,
      env: [
        url(backupName, 'admin'),
        { name: 'MONGODB_PASSWORD', valueFrom: { secretKeyRef: password } },
      ],
      volumes: [caVolume(store)],
      volumeMounts: [caMount(store)],
    },
    restore: {
      script: restore,
      env: [
        url('__system', 'local'),
        { name: 'HOME', value: '/tmp' }, // where mongosh writes its own log
      ],
      volumes: [
        caVolume(store),
        {
          name: 'credentials',
          secret: {
            secretName: secretName(store),
            items: [{ key: 'keyfile', path: 'keyfile' }],
          },
        },
      ],
      volumeMounts: [
        caMount(store),
        { name: 'credentials', mountPath: secretDirectory, readOnly: true },
      ],
    },
  }
}

/**
 * Clients write meanwhile: what they do is in the oplog, by which a restore brings every collection to the moment
 * at which the dump ended. Users are not in it: theirs are made by provisioning, with the passwords of today.
 */
const dump: Block = block`
  mongodump --uri="$MONGODB_URL" --oplog --out=. <<<"$MONGODB_PASSWORD"
  rm -rf admin config rehearse-*
`

/**
 * The databases of the dump take the place of those that are there. The mark of a request that has begun tells its
 * own half from the data of others. The user is the members' own: no role of another one may replay an oplog.
 */
const restore: Block = block`
  MONGODB_PASSWORD="$(tr -d '[:space:]' <${secretDirectory}/keyfile)"
  export MONGODB_PASSWORD
  shell() { mongosh --nodb --norc --quiet --eval "$(cat)"; }
  bring() { mongorestore --uri="$MONGODB_URL" --stopOnError "$@" <<<"$MONGODB_PASSWORD"; }

  until state="$(shell <<'END'
  ${look}
  END
  )"; do
    echo "$state" >&2
    sleep 5
  done
  case "$state" in
    free) ;;
    done)
      report '"done":"before"'
      exit
      ;;
    *) refuse "$state: set restore.overwrite to true to replace it" ;;
  esac

  shell <<'END'
  ${begin}
  END
  if [ "$MODE" = rehearse ]; then
    bring --dir=. --nsFrom='*' --nsTo='rehearse-*'
  else
    bring --dir=.
    mkdir -p /tmp/nothing
    bring --dir=/tmp/nothing --oplogReplay --oplogFile=oplog.bson
  fi
  result="$(shell <<'END'
  ${finish}
  END
  )"
  report "$result"
`
