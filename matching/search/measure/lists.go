package measure

import "strings"

// The word lists of the generated companies. They only have to be as many and as unevenly common as in
// a real register; they say nothing about real companies or people.

func list(words string) []string { return strings.Split(strings.TrimSpace(words), "\n") }

func fields(words string) []string { return strings.Fields(words) }

var surnames = fields(`
Jensen Nielsen Hansen Pedersen Andersen Christensen Larsen Sørensen Rasmussen Jørgensen Petersen Madsen
Kristensen Olsen Thomsen Christiansen Poulsen Johansen Møller Mortensen Knudsen Jakobsen Mikkelsen
Frederiksen Laursen Lund Holm Schmidt Eriksen Kristiansen Clausen Simonsen Svendsen Andreasen Iversen
Jeppesen Vestergaard Jespersen Lauridsen Nissen Kjær Dam Bach Lauritsen Friis Mogensen Søndergaard
Winther Bertelsen Bruun Dahl Gregersen Skov Berg Krogh Bech Carlsen Damgaard Juhl Nørgaard Kruse Toft
Thygesen Østergaard Ravn Bang Kjeldsen Berthelsen Brandt Steffensen Mathiesen Lassen Ali Ahmed Khan
Hassan Yilmaz Demir Nguyen Kaya Hussain Bjerregaard Overgaard Hedegaard Dalgaard Højgaard Lindgaard
Aagaard Åkjær Bæk Birk Borg Buch Duus Ebbesen Egholm Fisker Foged Grøn Hald Hauge Hjorth Houmann Højer
Ibsen Kofoed Koch Kold Kragh Leth Mølgaard Munk Nygaard Nymand Ottosen Paulsen Quist Riis Rohde Rønne
Sander Schou Sejersen Skaarup Stage Tang Therkildsen Uldall Vang Villadsen Wulff Ørsted Ågesen`)

var firstNames = fields(`
Anne Peter Mette Michael Kirsten Lars Hanne Jens Anna Thomas Helle Henrik Susanne Søren Lene Christian
Maria Jan Marianne Martin Inge Niels Karen Morten Lone Jesper Bente Anders Camilla Hans Pia Rasmus Charlotte
Mads Louise Per Jette Jørgen Tina Ole Birgit Mohamed Fatima Emil Ida Freja Noah Oscar Alma Karla Viggo Åse
Bjørn Børge Gurli Ragnhild Tove Ulla Vagn Villy Yvonne Aage Asger Astrid Bodil Carsten Dorthe Ebbe Else Flemming
Frode Gitte Heidi Ib Jeppe Kaj Klaus Kurt Laila Magnus Nanna Otto Poul Rikke Simon Sofie Torben Trine Ulrik Vibeke
Zeynep Mehmet Aisha Hamza Yusuf Amina Linh Ewa Piotr Olena Andrii`)

var trades = list(`
Rengøring
Vinduespolering
Ejendomsservice
Tømrer
Tømrer og Snedker
Murerforretning
VVS
El
El-Teknik
Malerfirma
Kloakservice
Anlægsgartneri
Gartneri
Planteskole
Autoværksted
Auto
Cykler
Transport
Vognmandsforretning
Flytteforretning
Taxi
Bageri
Bageri og Konditori
Slagter
Pizzeria
Grill
Café
Restaurant
Kantineservice
Catering
Smørrebrød
Købmand
Dagligvarer
Blomster
Frisør
Salon
Hudpleje
Massageklinik
Fysioterapi
Tandlægeklinik
Dyreklinik
Hundepension
Rideskole
Maskinstation
Landbrug
Smedje
Smede- og Maskinværksted
Metal
Plast
Træ
Møbler
Polstring
Trykkeri
Reklame
Grafisk Design
Foto
Film
Musik
IT
Data
Software
Webbureau
Konsulent
Rådgivning
Revision
Bogføring
Ejendomme
Byg
Entreprise
Nedrivning
Stilladser
Tagdækning
Gulve
Glarmester
Isolering
Lager og Logistik
Emballage
Genbrug
Tøj
Sko
Sport
Legetøj
Bøger
Optik
Ure og Guld
Vikarservice
Vagt
Børnehus
Plejehjem
Bosted`)

var towns = list(`
1620 København V
2100 København Ø
2200 København N
2300 København S
2400 København NV
2450 København SV
2500 Valby
2600 Glostrup
2605 Brøndby
2610 Rødovre
2620 Albertslund
2625 Vallensbæk
2630 Taastrup
2635 Ishøj
2640 Hedehusene
2650 Hvidovre
2660 Brøndby Strand
2665 Vallensbæk Strand
2670 Greve
2680 Solrød Strand
2690 Karlslunde
2700 Brønshøj
2720 Vanløse
2730 Herlev
2740 Skovlunde
2750 Ballerup
2770 Kastrup
2791 Dragør
2800 Kongens Lyngby
2860 Søborg
2900 Hellerup
3000 Helsingør
3400 Hillerød
3460 Birkerød
3600 Frederikssund
3700 Rønne
4000 Roskilde
4100 Ringsted
4200 Slagelse
4300 Holbæk
4400 Kalundborg
4600 Køge
4700 Næstved
4800 Nykøbing F
4900 Nakskov
5000 Odense C
5230 Odense M
5500 Middelfart
5600 Faaborg
5700 Svendborg
5800 Nyborg
6000 Kolding
6100 Haderslev
6200 Aabenraa
6400 Sønderborg
6700 Esbjerg
6800 Varde
7000 Fredericia
7100 Vejle
7190 Billund
7400 Herning
7500 Holstebro
7600 Struer
7700 Thisted
7800 Skive
8000 Aarhus C
8200 Aarhus N
8220 Brabrand
8260 Viby J
8300 Odder
8400 Ebeltoft
8500 Grenaa
8600 Silkeborg
8700 Horsens
8800 Viborg
8900 Randers C
9000 Aalborg
9220 Aalborg Øst
9300 Sæby
9400 Nørresundby
9500 Hobro
9700 Brønderslev
9800 Hjørring
9900 Frederikshavn
9990 Skagen`)

// industries are two-digit divisions with a wording of their own.
var industries = list(`
01 Planteavl, husdyravl og jagt
02 Skovbrug
10 Fremstilling af fødevarer
16 Træ og varer af træ
18 Trykning
22 Varer af gummi og plast
25 Færdige metalprodukter
28 Maskiner og udstyr
31 Møbler
33 Reparation af maskiner
38 Indsamling og genanvendelse af affald
41 Opførelse af bygninger
42 Anlægsarbejder
43 Bygge og anlæg med specialisering
45 Handel og reparation af biler
46 Engroshandel
47 Detailhandel
49 Landtransport
52 Godshåndtering og oplagring
53 Post og kurer
55 Overnatning
56 Restaurationsvirksomhed
58 Udgivervirksomhed
62 Computerprogrammering og rådgivning
68 Fast ejendom
69 Jura, bogføring og revision
70 Hovedsæder og virksomhedsrådgivning
71 Arkitekter og ingeniører
73 Reklame og markedsanalyse
74 Design og fotografering
75 Dyrlæger
77 Udlejning
78 Arbejdsformidling og vikarer
80 Vagt og sikkerhed
81 Ejendomsservice, rengøring og landskabspleje
82 Administration og kontorservice
85 Undervisning
86 Sundhed
87 Plejehjem og bosteder
88 Dagcentre, børnehaver og socialt arbejde
90 Kunst og forlystelser
91 Biblioteker og museer
93 Sport og fritid
94 Foreninger
95 Reparation af varer til husholdninger
96 Frisører, vaskerier og personlig service`)

var tasks = list(`
opvask
afrydning og aftørring af borde
morgenmadsbuffet
skrælle grøntsager
smøre madpakker
kantinehjælp
rengøring af trapper
rengøring af kontorer
støvsugning
gulvvask
vinduespudsning
sengeredning
vasketøj og foldning
pakke ordrer
plukke varer
sætte varer på plads
prismærkning
datokontrol
flaskesortering
kundebetjening
kassebetjening
tage imod gæster
svare telefon
scanning af bilag
arkivering
kopiering
indtastning af data
opdatering af hjemmeside
opslag på sociale medier
tage billeder af varer
klargøring af biler
vask af biler
hjulskifte
cykelreparation
ølfustager og kasser
køre varer ud
budkørsel
flyttehjælp
læsse og losse
palletering
truckkørsel
montering
samle møbler
slibning
maling af hegn
oprydning på byggeplads
feje
snerydning
ukrudt og hækklipning
græsslåning
plante og vande
drivhus
fodre dyr
muge ud
lufte hunde
strigling af heste
højtlæsning for ældre
gåture med beboere
lege med børn
praktisk hjælp i køkkenet
pynte op til arrangementer
stille borde op
garderobe
omdeling af post
sortering af tøj
strygning
små syopgaver
kvalitetskontrol
etikettering
folde æsker
sortere genbrug
tømme skraldespande
vedligehold af værktøj
små reparationer
opsætning af plakater
lydudstyr og scene
bogopstilling
botilbud og aktiviteter
IT-hjælp til kolleger
klargøring af computere`)

// forms are company forms, the common ones more than once.
var forms = fields(`ApS ApS ApS ApS A/S A/S I/S IVS K/S P/S A.M.B.A. F.M.B.A.`)

var leads = list(`
Tømrermester
Murermester
Malermester
Restaurant
Café
Salon
Foreningen
Den Selvejende Institution
Ejerforeningen
Brdr.
Firmaet
Klinik
Advokat
Arkitekt
Landbrug v/`)

// syllables of made-up company names, which are what makes a real register's vocabulary grow.
var (
	onsets = fields(
		`b d f g h j k l m n p r s t v bl br dr fj fl fr gl gr kl kr kv pl pr sk sl sm sn sp st str sv tr tv`)
	nuclei = fields(`a e i o u y æ ø å a e i o e a`)
	codas  = fields(`n r l s t k m x nd rk st lt ng`)
	tails  = fields(
		`tek tech fix nord syd vest øst dan co gruppen team huset data byg con lux nova net ex line center service`)
)
