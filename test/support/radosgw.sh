#!/bin/bash
# One monitor, one OSD in memory and one radosgw of Ceph (Debian: ceph-mon ceph-osd radosgw) on the loopback address:
# an S3 store with Object Lock, for tests.
#
#   radosgw.sh up DIR MON_PORT RGW_PORT     starts it in a new folder and answers when S3 does
#   radosgw.sh down DIR                     ends what was started there
#
# The bucket's owner is `owner`/`owner-secret`; the program's own, less trusted identity `akta`/`akta-secret`.
set -euo pipefail
command=$1 dir=$2
export CEPH_ARGS=""

alive() { [ -s "$1" ] && kill -0 "$(cat "$1")" 2>/dev/null; }

down() {
  local name pid
  for name in rgw osd mon; do
    pid=$dir/$name.pid
    alive "$pid" || continue
    kill "$(cat "$pid")" || true
    for _ in $(seq 40); do alive "$pid" || break; sleep 0.1; done
    if alive "$pid"; then kill -9 "$(cat "$pid")" || true; fi
  done
}

if [ "$command" = down ]; then down; exit 0; fi
mon_port=$3 rgw_port=$4
conf=$dir/ceph.conf
mkdir -p "$dir"/{mon,osd,rgw,run,log}
fsid=$(cat /proc/sys/kernel/random/uuid)
cat >"$conf" <<END
[global]
fsid = $fsid
mon host = [v1:127.0.0.1:$mon_port]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind ipv4 = true
ms bind ipv6 = false
ms bind msgr2 = false
auth cluster required = none
auth service required = none
auth client required = none
auth allow insecure global id reclaim = true
run dir = $dir/run
log file = $dir/log/\$name.log
admin socket = $dir/run/\$name.asok
pid file =
crash dir = $dir/log
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pgp num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 2000
mon pg warn min per osd = 0
mon warn on pool no redundancy = false
mon data avail warn = 2
mon data avail crit = 1
[mon]
mon data = $dir/mon/a
mon cluster log file = $dir/log/cluster.log
mon osd crush smoke test = false
[osd]
osd data = $dir/osd/0
osd objectstore = memstore
memstore device bytes = 2147483648
osd op num threads per shard = 1
osd op num shards = 2
osd class update on start = true
osd check max object name len on startup = false
[client]
rgw frontends = beast endpoint=127.0.0.1:$rgw_port
rgw data = $dir/rgw
rgw thread pool size = 32
rgw crypt require ssl = false
rgw lc debug interval = -1
rgw rados pool pg num min = 8
END

monmaptool --create --clobber --addv a "[v1:127.0.0.1:$mon_port]" --fsid "$fsid" "$dir/monmap" >/dev/null
: >"$dir/keyring"
ceph-mon -c "$conf" -i a --mkfs --monmap "$dir/monmap" --keyring "$dir/keyring" >/dev/null
ceph-mon -c "$conf" -i a -f >"$dir/log/mon.out" 2>&1 &
echo $! >"$dir/mon.pid"
for _ in $(seq 60); do timeout 3 ceph -c "$conf" --connect-timeout 2 mon stat >/dev/null 2>&1 && break; sleep 0.2; done

uuid=$(cat /proc/sys/kernel/random/uuid)
ceph -c "$conf" osd new "$uuid" 0 >/dev/null 2>&1
mkdir -p "$dir/osd/0"
ceph-osd -c "$conf" -i 0 --mkfs --osd-uuid "$uuid" >"$dir/log/osd-mkfs.out" 2>&1
# A new OSD may lose a race with the monitor and exit; it is then started again.
start_osd() { ceph-osd -c "$conf" -i 0 -f >>"$dir/log/osd.out" 2>&1 & echo $! >"$dir/osd.pid"; }
start_osd
up=no
for _ in $(seq 100); do
  if timeout 10 ceph -c "$conf" osd stat 2>/dev/null | grep -q '1 up'; then up=yes; break; fi
  alive "$dir/osd.pid" || start_osd
  sleep 0.3
done
if [ $up = no ]; then down; echo "The OSD did not come up; see $dir/log." >&2; exit 1; fi

for user in owner akta; do
  timeout 120 radosgw-admin -c "$conf" user create --uid="$user" --display-name="$user" \
    --access-key="$user" --secret-key="$user-secret" >"$dir/log/$user.out" 2>&1
done
radosgw -c "$conf" -n client.rgw -f >"$dir/log/rgw.out" 2>&1 &
echo $! >"$dir/rgw.pid"
for _ in $(seq 150); do (exec 3<>"/dev/tcp/127.0.0.1/$rgw_port") 2>/dev/null && exit 0; sleep 0.2; done
down
echo "radosgw did not answer; see $dir/log." >&2
exit 1
