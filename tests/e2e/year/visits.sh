# February: visits, reminders, certificates, closing.
# shellcheck shell=sh

# Visits: a sharing proposed, one decided and locked, adopted, undone and adopted again.
on 2027-02-10
stay=$(placement SIO2 6)
run 0 "$paraphe" visit assign "$stay" --teacher Delaunay --lock
undone visit assign --apply
same true "$("$paraphe" --json visit list | jq --arg p "$stay" 'select(.placement == $p).locked')" "the lock holds"
print sheets visit --placement "$stay"
sheet=$(paper sheets)
scan visited sheets tutor,teacher,id-video=cross
feed visited
settled "$sheet" returned read "a visit sheet came back"
refused 1 'pas encore passée' visit done "$stay" --on 2027-03-01 --mode phone
undone --as m.delaunay visit done "$stay" --comment 'Bonne intégration.'
same '[1,"video"]' "$("$paraphe" --json visit list --placement "$stay" | jq -c '[.done, .visits[0].mode]')" "what the sheet says"
run 0 "$paraphe" visit done "$stay" --on 2027-01-08 --mode 'sur place'

# Reminders, and their cool-down.
run 0 "$paraphe" remind --section CG -o letters.pdf
says '^[0-9]+ lettres?' "letters"
run 0 "$paraphe" remind --section CG -o letters2.pdf
says 'relancés? il y a peu' "the cool-down"
on 2027-02-15
run 0 "$paraphe" remind --section CG --dry-run -o mails
says "rien n'est envoyé" "a trial"

# By the machine's own sendmail, here one that keeps what it gets; each teacher's digest.
mkdir sent
printf '#!/bin/sh\ncat >"sent/$(ls sent | wc -l).eml"\n' >sendmail
chmod +x sendmail
sed -i "s|^\[papers\]|[mail]\nsendmail = $PWD/sendmail -t -i\n\n[papers]|" "$PARAPHE_HOME/paraphe.ini"
run 03 "$paraphe" remind --section MCO --again --send
says '^[0-9]+ courriels? envoyés?' "sent"
[ -s sent/0.eml ] || fail "sendmail got nothing"
run 0 "$paraphe" remind --digest --dry-run -o digest
[ -n "$(ls digest)" ] || fail "no digest"

# The end: hours really done, the certificate, closing.
refused 1 'pas de stage|aucun stage' close 9999
undone close hours "$stay" --absent 7
print certificate certificate --placement "$stay" --absent 7
certificate=$(paper certificate)
refused 1 'Rien de nouveau' issue certificate --placement "$stay" -o no.pdf
scan signed-certificate certificate company
feed signed-certificate
settled "$certificate" returned read "the certificate"
undone close "$stay"
settled "$(paper sio "$(student SIO2 6)")" closed closed "closed"
refused 1 'clôturé' visit done "$stay" --on 2027-02-01 --mode phone
refused 1 'manque|signature|contact' close "$(placement CG2 1)"
run 0 "$paraphe" close "$(placement CG2 1)" --reason 'suivi par un autre lycée'

