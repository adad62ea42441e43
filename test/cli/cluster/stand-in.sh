#!/bin/sh
# Replaces kubectl in tests. It answers `get RESOURCE` and `exec ... ovsdb-client backup` from the files of a scene. It logs each
# call, and refuses all others. A file in $STAND_IN_FAULTS that is named like a resource or a pod has its fault: "slow",
# "cut BYTES", or the message of a refusal.

fail() {
  printf '%s\n' "$2" >&2
  exit "$1"
}

line=$(printf '%s\t' "$@")
printf '%s\n' "$line" >>"$STAND_IN_LOG"

verb= subject= namespace= container= output= everywhere=
while [ $# -gt 0 ]; do
  case $1 in
  --) shift && break ;;
  --kubeconfig=* | --context=* | --chunk-size=*) ;;
  --namespace=*) namespace=${1#*=} ;;
  --container=*) container=${1#*=} ;;
  --output=*) output=${1#*=} ;;
  --all-namespaces) everywhere=yes ;;
  -*) fail 64 "error: unknown flag: $1" ;;
  *)
    [ -z "$subject" ] || fail 64 "error: unexpected word $1"
    if [ -z "$verb" ]; then verb=$1; else subject=$1; fi
    ;;
  esac
  shift
done

cut=
if [ -f "$STAND_IN_FAULTS/$subject" ]; then
  read -r fault bytes <"$STAND_IN_FAULTS/$subject"
  case $fault in
  slow) exec sleep 60 ;;
  cut) cut=$bytes ;;
  *) fail 1 "$(cat "$STAND_IN_FAULTS/$subject")" ;;
  esac
fi

case $verb in
get)
  [ "$output $everywhere $#" = 'json yes 0' ] || fail 64 'error: not the expected list'
  file=$STAND_IN_SCENE/objects/$subject.json
  [ -f "$file" ] || fail 1 "error: the server doesn't have a resource type \"${subject%%.*}\""
  ;;
exec)
  [ "$# $1 $2" = '4 ovsdb-client backup' ] || fail 64 'error: not the expected command'
  case $3 in unix:/*) ;; *) fail 64 'error: not the expected socket' ;; esac
  file=$STAND_IN_SCENE/databases/$namespace/$subject/$container/$4.db
  [ -f "$file" ] || fail 1 "Error from server (NotFound): pods \"$subject\" not found"
  ;;
*) fail 64 "error: the verb $verb is not allowed" ;;
esac

if [ -n "$cut" ]; then head -c "$cut" "$file"; else cat "$file"; fi
