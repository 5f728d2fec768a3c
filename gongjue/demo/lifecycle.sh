#!/bin/sh
# The life of a ballot by curl, from certification to the result, in under two minutes by the demo clock.
#
# It needs a running demo (`make run`), curl and python3 (for JSON alone). Start it from the root of the repository:
#   sh gongjue/demo/lifecycle.sh
# DEMO_URL says where the demo is (http://127.0.0.1:8000), DEMO_COMMAND how its command line is called.
set -eu

URL=${DEMO_URL:-http://127.0.0.1:8000}
COMMAND=${DEMO_COMMAND:-.venv/bin/python -m gongjue}
OPERATIONS=schema/operations
PATIENCE=60
# The interpreter itself and not what may stand before it; it is asked for a hundred small things.
PYTHON="$(python3 -c 'import sys; print(sys.executable)') -IS"
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT INT TERM

tell() { printf '\n\033[1m%s\033[0m\n%s\n' "$1" "$2"; }
note() { printf '  %s\n' "$*"; }

# json FILE EXPRESSION [ARGUMENT…]: prints what the Python expression says about the document `d`; `a` are the arguments.
json() {
  $PYTHON -c '
import json, re, sys
d, a = json.load(open(sys.argv[1], encoding="utf-8")), sys.argv[3:]
print(eval(sys.argv[2]))' "$@"
}

# ask WHO OPERATION VARIABLES: sends a committed operation in the session of WHO; the answer is in $WORK/answer.
# A refusal ends the script with its sentence, unless it is the type named in $MAY_REFUSE.
ask() {
  printf '%s' "$3" > "$WORK/variables"
  $PYTHON -c '
import json, sys
text, variables = (open(name, encoding="utf-8").read() for name in sys.argv[1:])
print(json.dumps({"query": text, "variables": json.loads(variables)}))' \
    "$OPERATIONS/$2.graphql" "$WORK/variables" > "$WORK/request"
  curl -sS -b "$WORK/$1.cookies" -c "$WORK/$1.cookies" -H 'Content-Type: application/json' \
    -H 'X-Gongjue: lifecycle' --data-binary "@$WORK/request" "$URL/graphql" > "$WORK/answer"
  $PYTHON -c '
import json, sys
answer = json.load(open(sys.argv[1], encoding="utf-8"))
data = next(iter((answer.get("data") or {}).values()), None)
problem = isinstance(data, dict) and "message" in data and data["__typename"] != sys.argv[3]
if "errors" in answer or problem:
    print(sys.argv[2], json.dumps(answer, ensure_ascii=False), file=sys.stderr)
    sys.exit(1)' "$WORK/answer" "$2" "${MAY_REFUSE:-}"
}

# person KEY FIELD / staff KEY: what the start page says about them.
person() { json "$WORK/demo" 'next(p for p in d["people"] if p["key"] == a[0])[a[1]]' "$1" "$2"; }
login() { json "$WORK/demo" 'next(s["login"] for s in d["staff"] if s["key"] == a[0])' "$1"; }
page() { curl -sS "$URL/demo.json" > "$WORK/demo"; }

sign_in_owner() {
  phone=$(person "$1" phone)
  ask "$1" request_code "{\"input\": {\"purpose\": \"SIGN_IN\", \"phone\": \"$phone\"}}"
  challenge=$(json "$WORK/answer" 'd["data"]["requestCode"]["challenge"]')
  code=
  waited=$(date +%s)
  while [ -z "$code" ]; do
    if [ $(($(date +%s) - waited)) -gt $PATIENCE ]; then
      echo "没有收到 $phone 的验证码。 No code arrived for $phone." >&2
      exit 1
    fi
    sleep 0.3
    curl -sS "$URL/demo/outbox.json" > "$WORK/outbox"
    code=$(json "$WORK/outbox" \
      'next((re.search("[0-9]{6}", t["body"])[0] for t in d if t["phone"] == a[0] and t["template"] == "sms_code"), "")' \
      "$phone")
  done
  ask "$1" sign_in_with_code "{\"input\": {\"challenge\": \"$challenge\", \"code\": \"$code\"}}"
  note "$(person "$1" name) $phone：验证码 code $code"
}

sign_in_staff() {
  for attempt in 1 2; do
    page
    password=$(json "$WORK/demo" 'd["password"]')
    totp=$(json "$WORK/demo" 'd["totp"]["code"]')
    MAY_REFUSE=WrongCredentials ask "$1" sign_in \
      "{\"input\": {\"login\": \"$(login "$1")\", \"password\": \"$password\", \"totp\": \"$totp\"}}"
    if [ "$(json "$WORK/answer" 'd["data"]["signIn"]["__typename"]')" = SignedIn ]; then
      note "$(login "$1")：动态口令 one-time code $totp"
      return
    fi
    # A code opens one session only: somebody has just used it, so the next one is waited for.
    sleep "$(json "$WORK/demo" 'd["totp"]["seconds_left"] + 1')"
  done
  echo "$(login "$1"): $(json "$WORK/answer" 'd["data"]["signIn"]["message"]')" >&2
  exit 1
}

# The unit of a person, by its place in the building table; sets $unit.
find_unit() {
  ask "$1" certifiable_buildings "{\"estateId\": \"$estate\"}"
  building=$(json "$WORK/answer" \
    'next(e["node"]["id"] for e in d["data"]["certifiableBuildings"]["edges"] if e["node"]["name"].endswith(a[0]))' "$2")
  ask "$1" certifiable_units "{\"buildingId\": \"$building\", \"search\": \"$4\"}"
  unit=$(json "$WORK/answer" \
    'next(n["id"] for n in (e["node"] for e in d["data"]["certifiableUnits"]["edges"])
          if (n["entrance"], n["room"]) == (a[0], a[1]))' "$3" "$4")
}

place() { json "$WORK/demo" 'next(p for p in d["people"] if p["key"] == a[0])["units"][0][a[1]]' "$1" "$2"; }

certify() {
  find_unit "$1" "$(place "$1" building)" "$(place "$1" entrance)" "$(place "$1" room)"
  ask "$1" consent_text '{"kind": "DOCUMENT_NUMBER"}'
  consent=$(json "$WORK/answer" 'd["data"]["consentText"]["version"]')
  ask "$1" certify_by_id_card "{\"input\": {\"unitId\": \"$unit\", \"name\": \"$(person "$1" name)\",
    \"number\": \"$(person "$1" document_number)\", \"consent\": \"$consent\"}}"
  note "$(person "$1" name)：$(place "$1" building)$(place "$1" entrance)单元$(place "$1" room) 已认证 certified"
}

# wait_for STATE: until the ballot is in that state, as its owner sees it.
wait_for() {
  state=
  waited=$(date +%s)
  while [ "$state" != "$1" ]; do
    if [ $(($(date +%s) - waited)) -gt $PATIENCE ]; then
      echo "投票仍是 $state，而不是 $1。 The ballot is still $state, not $1." >&2
      exit 1
    fi
    sleep 0.3
    ask qian ballot "{\"id\": \"$ballot\"}"
    state=$(json "$WORK/answer" 'd["data"]["ballot"]["state"] if d["data"]["ballot"] else ""')
  done
  note "投票状态 the ballot is: $state"
}

vote() {
  ask "$1" my_weight "{\"ballotId\": \"$ballot\"}"
  note "$(person "$1" name)：$(json "$WORK/answer" '"计 {heads} 人、{area} m² · counts as {heads} head, {area} m²".format(**d["data"]["myWeight"])')"
  key=$($PYTHON -c 'import uuid; print(uuid.uuid4())')
  ask "$1" cast_ballot "{\"input\": {\"ballotId\": \"$ballot\", \"clientKey\": \"$key\",
    \"choices\": [{\"matterId\": \"$matter\", \"optionIds\": [\"$option\"]}]}}"
  note "回执 receipt: $(json "$WORK/answer" 'd["data"]["castBallot"]["id"]')"
}

advance() {
  $COMMAND clock --advance "$1" > "$WORK/clock"
  note "$(head -1 "$WORK/clock")"
}

page
if [ "$(json "$WORK/demo" 'd["whole"]')" != True ]; then
  echo "演示城市还没有写好，请稍候再试。 The demo city is not there yet; try again in a moment." >&2
  exit 1
fi
began=$(date +%s)

tell '一、业主用手机验证码登录，凭身份证认证' '1. Two owners sign in by SMS code and certify by identity card'
sign_in_owner qian
sign_in_owner wu
ask qian certifiable_estates '{"search": "慧谷金色家园一期"}'
estate=$(json "$WORK/answer" 'd["data"]["certifiableEstates"]["edges"][0]["node"]["id"]')
certify qian
first=$unit
certify wu
second=$unit
# The third owner of the same stack does not take part: two of three is exactly the quorum.
find_unit wu "$(place zheng building)" "$(place zheng entrance)" "$(place zheng room)"
third=$unit

tell '二、街道工作人员用口令和动态口令登录' '2. The street signs in with password and one-time code'
sign_in_staff clerk-110105026
sign_in_staff reviewer-110105026

title='更换本单元楼道照明'
tell '三、经办人写公示和公告，另一人审核，再发布' '3. The clerk writes both notices, another person reviews them, they are published'
notices=
for kind in BALLOT_PUBLICITY BALLOT_ANNOUNCEMENT; do
  ask clerk-110105026 create_notice "{\"input\": {\"estateId\": \"$estate\", \"text\": {\"kind\": \"$kind\",
    \"title\": \"关于$title\", \"body\": \"129号楼2单元楼道照明老化，拟更换为感应灯。\",
    \"agenda\": [{\"kind\": \"OTHER_MAJOR\", \"title\": \"$title\"}]}}}"
  notice=$(json "$WORK/answer" 'd["data"]["createNotice"]["notice"]["id"]')
  ask clerk-110105026 submit_notice "{\"input\": {\"noticeId\": \"$notice\"}}"
  hash=$(json "$WORK/answer" 'd["data"]["submitNotice"]["notice"]["contentHash"]')
  ask reviewer-110105026 review_notice \
    "{\"input\": {\"noticeId\": \"$notice\", \"contentHash\": \"$hash\", \"approved\": true}}"
  ask clerk-110105026 publish_notice "{\"input\": {\"noticeId\": \"$notice\"}}"
  note "$kind $(json "$WORK/answer" 'd["data"]["publishNotice"]["notice"]["state"]') $hash"
  notices="$notices $notice"
done
publicity=$(echo "$notices" | cut -d' ' -f2)
announcement=$(echo "$notices" | cut -d' ' -f3)

tell '四、经办人发起投票：公示满15日后开始' '4. The clerk sets up the ballot: it opens when the notices have been up for 15 full days'
page
opens=$(json "$WORK/demo" '(__import__("datetime").datetime.fromisoformat(d["now"]) + __import__("datetime").timedelta(hours=8, days=15)).strftime("%Y-%m-%dT09:00:00+08:00")')
last=$(json "$WORK/demo" '(__import__("datetime").datetime.fromisoformat(d["now"]) + __import__("datetime").timedelta(hours=8, days=20)).strftime("%Y-%m-%d")')
ask clerk-110105026 create_ballot "{\"input\": {\"estateId\": \"$estate\", \"title\": \"$title\"}}"
ballot=$(json "$WORK/answer" 'd["data"]["createBallot"]["id"]')
ask clerk-110105026 update_ballot "{\"input\": {\"ballotId\": \"$ballot\", \"title\": \"$title\",
  \"publicityId\": \"$publicity\", \"announcementId\": \"$announcement\", \"opensAt\": \"$opens\", \"lastDay\": \"$last\",
  \"agreed\": true, \"wholeEstate\": false, \"unitIds\": [\"$first\", \"$second\", \"$third\"],
  \"scopeReason\": \"只涉及本单元楼道。\",
  \"matters\": [{\"kind\": \"OTHER_MAJOR\", \"title\": \"$title\", \"description\": \"更换感应灯12盏，费用由公共收益支出。\",
    \"options\": [{\"label\": \"赞成\", \"role\": \"FOR\"}, {\"label\": \"反对\", \"role\": \"AGAINST\"},
                  {\"label\": \"弃权\", \"role\": \"ABSTAIN\"}]}]}}"
ask clerk-110105026 submit_ballot "{\"input\": {\"ballotId\": \"$ballot\"}}"
hash=$(json "$WORK/answer" 'd["data"]["submitBallot"]["hashes"]["content"]')
ask reviewer-110105026 review_ballot \
  "{\"input\": {\"ballotId\": \"$ballot\", \"approved\": true, \"contentHash\": \"$hash\"}}"
note "$(json "$WORK/answer" 'd["data"]["reviewBallot"]["state"]')：$opens — $last 24:00"

tell '五、时钟拨快，投票自动开始，业主投票' '5. The clock moves on, the ballot opens by itself, the owners vote'
advance 16d
wait_for OPEN
matter=$(json "$WORK/answer" 'd["data"]["ballot"]["matters"][0]["id"]')
option=$(json "$WORK/answer" 'next(o["id"] for o in d["data"]["ballot"]["matters"][0]["options"] if o["role"] == "FOR")')
vote qian
vote wu

tell '六、时钟再拨快，投票自动截止、计票、公布' '6. The clock moves on, the ballot closes by itself, is counted and published'
advance 6d
wait_for PUBLISHED
ask qian result "{\"ballotId\": \"$ballot\"}"
outcome=$(json "$WORK/answer" 'd["data"]["result"]["matters"][0]["outcome"]')
note "$(json "$WORK/answer" 'd["data"]["result"]["matters"][0]["reason"]')"
json "$WORK/answer" '"\n".join("  " + t["sentence"] for t in d["data"]["result"]["matters"][0]["tests"])'

tell '七、审计员下载复核文件，在数据库之外重新计算' '7. The auditor fetches the recount file and counts again without a database'
sign_in_staff auditor
curl -sS -f -b "$WORK/auditor.cookies" "$URL/ballots/$ballot/recount.json" > "$WORK/recount.json"
$COMMAND recount "$WORK/recount.json" > "$WORK/recounted.json"
again=$(json "$WORK/recounted.json" 'd["matters"][0]["outcome"]')
note "系统公布 published: $outcome"
note "独立复算 recounted: $again"
[ "$(echo "$outcome" | tr 'A-Z' 'a-z')" = "$again" ] || { echo '两次结果不一致！ The two results differ!' >&2; exit 1; }

tell "完成，用时 $(($(date +%s) - began)) 秒。" "Done, in $(($(date +%s) - began)) seconds."
