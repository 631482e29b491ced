import type { Block } from '../../template/node/node.ts'
import { block } from '../../template/node/structure.ts'
import { certificateDirectory } from '../store/index.ts'
import { administrator } from './contract.ts'
import { cqlsh } from './login.ts'
import { dataDirectory, home, secretDirectory } from './paths.ts'

/** What the administrator's password was at last, in a form that tells nobody what it is. */
const known = `${dataDirectory}/administrator`

/**
 * Lines that give the ring its administrator, and another password to it: Cassandra itself would make a
 * superuser whose password everybody knows. As long as nobody is asked for one, clients are served within
 * the pod alone.
 */
export const setUp = (store: string): Block => block`
  fingerprint() {
    python3 -c 'import hashlib, sys; print(hashlib.scrypt(sys.stdin.buffer.read(), salt=sys.argv[1].encode(), n=4096, r=8, p=1).hex())' \\
      "$1" <${secretDirectory}/password
  }
  is_known() {
    local salt hash
    [[ -e ${known} ]] || return 1
    read -r salt hash <${known}
    [[ $hash == "$(fingerprint "$salt")" ]]
  }
  set_up() {
    local hash salt server
    hash="$(${home}/tools/bin/hash_password --input ${secretDirectory}/password)"
    configure 127.0.0.1 AllowAllAuthenticator AllowAllAuthorizer
    # Before Cassandra makes its own superuser, there is this one; and nobody waits for what others say
    JVM_EXTRA_OPTS='-Dcassandra.superuser_setup_delay_ms=86400000 -Dcassandra.skip_wait_for_gossip_to_settle=0' cassandra -f &
    server=$!
    trap 'kill "$server"' TERM
    until ${cqlsh(store, '127.0.0.1', `${certificateDirectory}/ca.crt`)} >/dev/null <<END
  CONSISTENCY QUORUM;
  INSERT INTO system_auth.roles (role, can_login, is_superuser, salted_hash) VALUES ('${administrator}', true, true, '$hash');
  END
    do
      kill -0 "$server"
      sleep 2
    done
    kill "$server"
    wait "$server" || true
    trap - TERM
    salt="$(od -An -N16 -tx1 /dev/urandom | tr -d ' ')"
    echo "$salt $(fingerprint "$salt")" >${known}
  }
  if [[ $id == 0 && $progress != joining ]] && ! is_known; then
    echo "giving the ring its administrator"
    set_up
  fi
`
