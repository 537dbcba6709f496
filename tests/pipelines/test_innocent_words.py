"""Everyday words that look like those of a recall: they tell nothing, and the words that they look like still do."""

from __future__ import annotations

import pytest

from tests.pipelines.texts import main, notice

RECALL = {
    "de": "Anker ruft die Powerbank A1263 zurück. ",
    "en": "Anker recalls the A1263 power bank. ",
    "es": "Anker retira la batería externa A1263 del mercado. ",
    "fr": "Anker rappelle la batterie externe A1263. ",
    "it": "Anker richiama il power bank A1263. ",
    "nl": "Anker roept de powerbank A1263 terug. ",
    "pl": "Anker wycofuje powerbank A1263. ",
    "pt": "A Anker recolhe a bateria externa A1263. ",
    "cs": "Anker stahuje powerbanku A1263 z prodeje. ",
    "da": "Anker tilbagekalder powerbanken A1263. ",
    "fi": "Anker kutsuu takaisin varavirtalähteen A1263. ",
    "no": "Anker tilbakekaller powerbanken A1263. ",
    "sv": "Anker återkallar powerbanken A1263. ",
    "ar": "Anker تستدعي بنك الطاقة A1263. ",
    "el": "Η Anker ανακαλεί το powerbank A1263. ",
    "hu": "Az Anker visszahívja az A1263 powerbankot. ",
    "id": "Anker menarik kembali power bank A1263. ",
    "ro": "Anker recheamă bateria externă A1263. ",
    "ru": "Anker отзывает внешний аккумулятор A1263. ",
    "tr": "Anker, A1263 powerbank'i geri çağırıyor. ",
    "uk": "Anker відкликає павербанк A1263. ",
    "vi": "Anker thu hồi pin dự phòng A1263. ",
}


@pytest.mark.parametrize(
    ("language", "innocent", "telling", "hazard"),
    [
        ("de", "Ein Brand Manager von Anker bekam davon einen Sonnenbrand.", "Es kam zu einem Brand.", "fire"),
        ("de", "Die Kostenexplosion trifft auch Anker.", "Es gab eine Akkuexplosion.", "explosion"),
        ("en", "Amazon's Kindle is sold beside it, as is a blazer.", "One was ablaze.", "fire"),
        ("en", "The company came under fire for its silence.", "One was on fire.", "fire"),
        ("en", "The news came from a leaked memo, at full blast.", "The battery leaked.", "other"),
        ("en", "It was sold in Melton Mowbray.", "The case had melted and was swollen.", "other"),
        ("es", "Sigue en plataformas de reventa; la explotación de la marca continúa.", "Una reventó.", "explosion"),
        ("es", "Los hinchas llevan una, junto a un colchón hinchable.", "La carcasa se hincha.", "other"),
        ("fr", "Elle était vendue dans le Roussillon, avec un flambeau.", "Un appareil s'est embrasé.", "fire"),
        ("fr", "Anker embrasse ce marché, et vend un matelas gonflable.", "La coque est gonflée.", "other"),
        ("it", "Chi vuole esplorare il sito ufficiale trova altro.", "Uno dei dispositivi è esploso.", "explosion"),
        ("it", "Sul tavolo c'erano un fiammifero e un gonfiabile.", "Dal dispositivo sono uscite fiamme.", "fire"),
        ("nl", "De exploitatie met Internet Explorer wekt verwondering.", "Een toestel is geëxplodeerd.", "explosion"),
        ("nl", "Ook zonnebrand en sneeuwsmeltwater verdwijnen.", "De behuizing smelt.", "other"),
        ("pl", "Goście spali, a straż pożarna miała wolne.", "Doszło do pożaru.", "fire"),
        ("pl", "Wyciek danych klientów to inna sprawa.", "Stwierdzono wyciek elektrolitu.", "other"),
        ("pt", "Os rebentos da marca são outros.", "Uma bateria rebentou.", "explosion"),
        ("cs", "K obědu byla hořčice, vedle ležel zapalovač a doutník.", "Baterie hoří.", "fire"),
        ("cs", "Zkratka názvu je PC.", "Hrozí zkrat.", "other"),
        ("sv", "Brandon Brandt säljer brandy och en brandfilt.", "Det finns en brandrisk.", "fire"),
        ("sv", "Läckberg tycker om läckra kaffe med kväve.", "Batteriet läcker.", "other"),
        ("sv", "Den visas i Explorer efter exploateringen.", "En enhet exploderade.", "explosion"),
        ("da", "Brandon Brandt er ilde stedt.", "Der er brandfare.", "fire"),
        ("no", "Antennen sitter på en brannstasjon.", "Den kan antenne, og det er brannfare.", "fire"),
        ("fi", "Savukkeita ja sulakkeita myytiin savuttomalla alueella.", "Laitteesta tuli savua.", "other"),
        ("hu", "Megrázó volt a hír, és füstölt sonka volt az ebéd.", "A készülék megrázza a kezet.", "shock"),
        ("hu", "Lángos és tüzér állt a gyulladáscsökkentő mellett.", "A készülék lángra kapott.", "fire"),
        ("ro", "Exploatarea continuă, pe topicul acesta.", "O baterie a explodat.", "explosion"),
        ("tr", "Uygulamaya erişim için Eric bir şişe aldı.", "Pil şişti.", "other"),
        ("tr", "Aleviler bunu biliyor.", "Cihazdan alevler çıktı.", "fire"),
        ("ru", "Подождите: загородный магазин продаёт зажигалки.", "Устройство загорелось.", "fire"),
        ("ru", "Он заряжает током 3 А.", "Владельца ударило током.", "shock"),
        ("ru", "Утечка данных тут ни при чём.", "Возможна утечка электролита.", "other"),
        ("uk", "Дмитро опікується справою.", "Власник отримав опік.", "burn"),
        ("uk", "Про це писав Димитрій.", "З пристрою йде дим.", "other"),
        ("el", "Το είπαν ο Φωτιάδης και οι καπνιστές.", "Η συσκευή έπιασε φωτιά.", "fire"),
        ("vi", "Anh ấy đi xe lửa.", "Máy bốc lửa.", "fire"),
        ("id", "Lampu menyala di dekat gunung api.", "Ada api di kamar.", "fire"),
        ("ar", "لا علاقة له بإطلاق النار.", "وقع حريق.", "fire"),
        ("uk", "Компанія займається цим питанням.", "Сталося займання.", "fire"),
        ("fi", "Yhtiö palaa asiaan.", "Laite palaa.", "fire"),
    ],
)
def test_no_hazard_is_read_into_other_words(language: str, innocent: str, telling: str, hazard: str) -> None:
    assert main(RECALL[language] + innocent, language).hazards == []
    assert main(RECALL[language] + telling, language).hazards == [hazard]


@pytest.mark.parametrize(
    ("language", "innocent", "telling", "market"),
    [
        ("de", "Den Rückruf meldete der Deutschlandfunk.", "Der Rückruf gilt deutschlandweit.", "DE"),
        ("de", "Der Rückruf gilt auch für Long Island.", "Der Rückruf gilt auch für Island.", "IS"),
        ("en", "Recalled units were sold in Indiana and Indianapolis.", "Recalled units were sold in India.", "IN"),
        ("en", "Recalled units were sold in New Mexico.", "Recalled units were sold in Mexico.", "MX"),
        ("en", "The recall notice can be read in French.", "The recall covers French stores.", "FR"),
        ("en", "The recall was first reported by The Japan Times.", "The recall was reported in Japan.", "JP"),
        ("en", "The recall covers Latin America.", "The recall covers America.", "US"),
        ("es", "Del aviso de retirada informó Europa Press.", "La retirada se aplica en Europa.", "EUROPE"),
        ("es", "Francesco Totti también la retira.", "La retirada afecta a las tiendas francesas.", "FR"),
        ("fr", "Le rappel concerne l'Amérique latine.", "Le rappel concerne l'Amérique.", "US"),
        ("fr", "France Info a parlé du rappel.", "Le rappel concerne la France.", "FR"),
        ("it", "Del richiamo parla Francesco Rossi.", "Il richiamo riguarda i clienti francesi.", "FR"),
        ("it", "Il richiamo riguarda l'America Latina.", "Il richiamo riguarda l'America.", "US"),
        ("nl", "De terugroepactie geldt in Latijns-Amerika.", "De terugroepactie geldt in Amerika.", "US"),
        ("nl", "Frans de Vries meldde de terugroepactie.", "Ook de Franse klanten moeten ze inleveren.", "FR"),
        ("pl", "W prostych słowach mówi o wycofaniu.", "Wycofanie obejmuje Słowację.", "SK"),
        ("pl", "O wycofaniu rozmawiano z panami.", "Wycofanie obejmuje Panamę.", "PA"),
        ("pt", "O recall foi confirmado por Francesco Totti.", "O recall vale nas lojas francesas.", "FR"),
        ("pt", "A Agência Brasil noticiou o recall.", "O recall vale no Brasil.", "BR"),
        ("cs", "O stažení mluvil Francisco z pobočky.", "Stažení se týká Francie.", "FR"),
        ("cs", "Stažení platí podle paragrafu tři.", "Stažení platí pro Paraguay.", "PY"),
        ("cs", "Stažení platí v členských státech.", "Stažení platí ve Státech.", "US"),
        ("sv", "Svenska Dagbladet skrev om återkallelsen.", "Återkallelsen gäller svenska kunder.", "SE"),
        ("sv", "Återkallelsen finns att läsa på tyska.", "Återkallelsen gäller på tyska marknaden.", "DE"),
        ("da", "Tilbagekaldelsen gælder ikke græskar.", "Tilbagekaldelsen gælder græske kunder.", "GR"),
        ("no", "Tilbakekallingen nevnes av indianere i Indianapolis.", "Tilbakekallingen gjelder India.", "IN"),
        ("fi", "Takaisinkutsusta kerrotaan saksaksi.", "Takaisinkutsu koskee Saksaa.", "DE"),
        ("hu", "A visszahívásról az Origo is ír, és cserét kínál a cég.", "A visszahívás Kínában érvényes.", "CN"),
        ("ro", "Rechemarea nu ține de globalizare.", "Rechemarea este globală.", "GLOBAL"),
        ("tr", "Geri çağırma için satın almanız gerek.", "Geri çağırma Alman müşterileri kapsıyor.", "DE"),
        ("tr", "Geri çağırma üçüncü paragrafta.", "Geri çağırma Paraguay'ı kapsıyor.", "PY"),
        ("ru", "Отзыв обсуждают в Сан-Франциско.", "Отзыв касается Франции.", "FR"),
        ("ru", "Об отзыве пишет Российская газета.", "Отзыв касается российских покупателей.", "RU"),
        ("uk", "Відкликання торкнулося кита.", "Відкликання стосується Китаю.", "CN"),
        ("uk", "Про відкликання пише Українська правда.", "Відкликання стосується України.", "UA"),
        ("el", "Η ανάκληση αφορά τη Λατινική Αμερική.", "Η ανάκληση αφορά την Αμερική.", "US"),
        ("vi", "Vietnam Airlines nói về đợt thu hồi.", "Đợt thu hồi áp dụng tại Việt Nam.", "VN"),
        ("id", "CNN Indonesia melaporkan penarikan ini.", "Penarikan ini berlaku di Indonesia.", "ID"),
        ("ar", "يشمل الاستدعاء أمريكا اللاتينية.", "يشمل الاستدعاء أمريكا.", "US"),
    ],
)
def test_no_market_is_read_into_other_names(language: str, innocent: str, telling: str, market: str) -> None:
    assert main(RECALL[language] + innocent, language).recalled_in == []
    assert main(RECALL[language] + telling, language).recalled_in == [market]


@pytest.mark.parametrize(
    ("language", "innocent", "telling", "remedy"),
    [
        ("de", "Der Kaufpreis lag bei 40 Euro.", "Kunden erhalten den Kaufpreis.", "refund"),
        ("de", "Anker steht in engem Austausch mit den Behörden.", "Es gibt einen Austausch.", "replacement"),
        ("en", "The Securities and Exchange Commission knows of it.", "Owners may exchange it.", "replacement"),
        ("es", "El repartidor la lleva, con arreglo a la ley.", "La empresa la reparará.", "repair"),
        ("fr", "La répartition des lots est connue.", "La marque le réparera.", "repair"),
        ("fr", "La marque a des échanges avec les autorités.", "Il est échangé.", "replacement"),
        ("it", "Se ne riparlerà, e le vendite ripartono.", "L'azienda riparerà i dispositivi.", "repair"),
        ("it", "È disponibile in smalto bianco.", "Va smaltito.", "dispose"),
        ("nl", "Een schuur werd vernietigd.", "U kunt het toestel laten vernietigen.", "dispose"),
        ("pt", "A empresa descarta que haja riscos.", "Deve descartar o aparelho.", "dispose"),
        ("pt", "Um aposentado comprou dois.", "O aparelho deve ser aposentado.", "stop_use"),
        ("cs", "Je to opravdu tak, a firma poukazuje na to.", "Firma přístroj opraví.", "repair"),
        ("cs", "Vyhodnocení trvá.", "Přístroj vyhoďte.", "dispose"),
        ("sv", "Enligt svenska lagar vidtas åtgärder.", "Felet åtgärdas utan kostnad.", "repair"),
        ("da", "Tilsvarende gælder for beløbet på fakturaen.", "Kunderne får beløbet tilbage.", "refund"),
        ("fi", "Vaihtoehtoja on monta.", "Laite vaihdetaan.", "replacement"),
        ("fi", "Ilmavoimien hävittäjä on asia erikseen.", "Laite on hävitettävä.", "dispose"),
        ("hu", "A cseresznye is drágább lett.", "A cég cserét ad.", "replacement"),
        (
            "hu",
            "A raktárt a víz megsemmisítette.",
            "A terméket meg kell semmisíteni, megsemmisítése ingyenes.",
            "dispose",
        ),
        ("ro", "În schimb, stocul a fost repartizat.", "Produsele vor fi reparate.", "repair"),
        ("ru", "Есть сертификат соответствия.", "Выдадут подарочный сертификат.", "voucher"),
        ("ru", "Были аналогичные случаи.", "Его обменяют на аналогичный товар.", "replacement"),
        ("uk", "Повідомили про замінування.", "Пристрій замінять.", "replacement"),
        ("vi", "Thời hạn bảo hành 18 tháng.", "Hãng sẽ sửa chữa miễn phí.", "repair"),
        ("id", "Nilai tukar rupiah turun.", "Produk bisa ditukar.", "replacement"),
        ("it", "Non si sa che cosa cambierà.", "L'azienda cambierà il prodotto.", "replacement"),
        ("ro", "Situația s-a schimbat.", "Produsul va fi schimbat.", "replacement"),
    ],
)
def test_no_remedy_is_read_into_other_words(language: str, innocent: str, telling: str, remedy: str) -> None:
    assert main(RECALL[language] + innocent, language).remedies == []
    assert main(RECALL[language] + telling, language).remedies == [remedy]


@pytest.mark.parametrize(
    ("language", "innocent", "telling", "cause"),
    [
        (
            "en",
            "It charges a cell phone and was sold by vendors such as Amazon.",
            "The cells came from a vendor.",
            "supplier_cell_defect",
        ),
        ("es", "Los soldados la usan.", "Una pieza estaba mal soldada.", "assembly_defect"),
        ("it", "Il negozio vende anche collant.", "Il collante cede.", "assembly_defect"),
        ("nl", "Ik las dat het bedrijf een actie heeft gelast.", "Een onderdeel was slecht gelast.", "assembly_defect"),
        ("da", "Det er isolerede tilfælde.", "Isoleringen svigter.", "insulation_failure"),
        ("pt", "Os soldados usam-na.", "Uma peça estava mal soldada.", "assembly_defect"),
        ("ru", "Никто не припомнит такого.", "Виноват припой.", "assembly_defect"),
        (
            "el",
            "Μπορείτε να προμηθευτείτε μπαταρίες.",
            "Οι μπαταρίες ενός προμηθευτή φταίνε.",
            "supplier_cell_defect",
        ),
    ],
)
def test_no_cause_is_read_into_other_words(language: str, innocent: str, telling: str, cause: str) -> None:
    assert main(RECALL[language] + innocent, language).causes == []
    assert main(RECALL[language] + telling, language).causes == [cause]


@pytest.mark.parametrize(
    ("language", "innocent", "telling"),
    [
        ("it", "Tra i richiami ci sono 3 confezioni di mortadella.", "Si contano 3 morti."),
        ("pl", "W magazynie śmierdzi 3 osobom.", "3 osoby poniosły śmierć."),
        ("sv", "Hon har 3 döttrar.", "3 personer har dött."),
    ],
)
def test_no_death_is_read_into_other_words(language: str, innocent: str, telling: str) -> None:
    untold = main(RECALL[language] + innocent, language).incidents
    told = main(RECALL[language] + telling, language).incidents
    assert untold is None or untold.deaths is None
    assert told and told.deaths == 3


@pytest.mark.parametrize(
    ("language", "innocent", "telling", "kind"),
    [
        ("en", "The battery expands and may burst.", "The company expands the recall.", "expansion"),
        ("es", "La garantía extendida cubre el envío.", "La retirada se extiende a otro modelo.", "expansion"),
        ("nl", "Op de site staat uitgebreide informatie.", "De actie is uitgebreid naar een model.", "expansion"),
        ("pl", "Do klientów doszły już listy.", "Doszły kolejne modele.", "expansion"),
        ("pt", "A bateria expande e aquece.", "A marca expande o recall a outro modelo.", "expansion"),
        ("cs", "„Je to jasné,“ doplnila mluvčí.", "Firma doplnila seznam o model A1642.", "expansion"),
        ("da", "Det omfatter flere modeller, når det kommer til stykket.", "Nu også flere modeller.", "expansion"),
        ("hu", "A készülék csatlakozott a hálózathoz.", "Csatlakozott a listához az A1642 is.", "expansion"),
        ("tr", "Sözcü bunu da ekledi.", "Şirket listeye ekledi.", "expansion"),
        ("ru", "Дополнительная информация есть на сайте.", "Компания дополнила список.", "expansion"),
        ("sv", "Hittills har inga skador rapporterats.", "Hittills har bara hälften lämnats in.", "followup"),
        ("es", "Los precios han vuelto a bajar.", "Solo han vuelto 300 unidades.", "followup"),
        ("hu", "A hír felkerült a honlapra.", "Felkerült a listára az A1642 is.", "expansion"),
        ("cs", "Tvarem připomíná kámen.", "Anker připomíná zákazníkům výměnu.", "followup"),
        ("ru", "Форма напоминает камень.", "Anker напоминает владельцам о замене.", "followup"),
    ],
)
def test_a_report_is_of_no_other_kind_for_everyday_words(language: str, innocent: str, telling: str, kind: str) -> None:
    assert notice(RECALL[language] + innocent, language).kind == "announcement"
    assert notice(RECALL[language] + telling, language).kind == kind


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The recalled power bank cost 30 Swiss francs or 40 Canadian dollars."),
        ("en", "The recalled power bank is made in Vietnam."),
        ("en", "The Chinese manufacturer published the recall notice in Japanese."),
        ("en", "A recalled unit caught fire on a Singapore Airlines flight."),
        ("en", "The South Korean battery maker is to blame for the recall."),
        ("en", "Japanese newspapers reported on the recall."),
        ("de", "Die zurückgerufene Powerbank kostete 30 Schweizer Franken oder 40 kanadische Dollar."),
        ("de", "Die zurückgerufene Powerbank wird in Vietnam hergestellt."),
        ("de", "Der chinesische Hersteller veröffentlichte den Rückruf auf Japanisch."),
        ("de", "Ein zurückgerufenes Gerät brannte auf einem Flug der Japan Airlines."),
        ("de", "Schuld am Rückruf ist der südkoreanische Akkuhersteller."),
        ("de", "Japanische Zeitungen berichteten über den Rückruf."),
        ("fr", "La batterie rappelée coûtait 30 francs suisses ou 40 dollars canadiens."),
        ("fr", "La batterie rappelée est fabriquée au Vietnam."),
        ("fr", "Le fabricant chinois a publié l'avis de rappel en japonais."),
        ("fr", "Un appareil rappelé a pris feu sur un vol de Japan Airlines."),
        ("fr", "Le fabricant sud-coréen de cellules est à l'origine du rappel."),
        ("fr", "Des journaux japonais ont parlé du rappel."),
        ("es", "La batería retirada costaba 30 francos suizos o 40 dólares canadienses."),
        ("es", "La batería retirada se fabrica en Vietnam."),
        ("es", "El fabricante chino publicó el aviso de retirada en japonés."),
        ("es", "Un aparato retirado ardió en un vuelo de Japan Airlines."),
        ("es", "El fabricante surcoreano de celdas es el culpable de la retirada."),
        ("es", "Periódicos japoneses informaron de la retirada."),
        ("it", "La batteria richiamata costava 30 franchi svizzeri o 40 dollari canadesi."),
        ("it", "La batteria richiamata è prodotta in Vietnam."),
        ("it", "Il produttore cinese ha pubblicato l'avviso di richiamo in giapponese."),
        ("it", "Un dispositivo richiamato ha preso fuoco su un volo Japan Airlines."),
        ("it", "Il produttore sudcoreano delle celle è all'origine del richiamo."),
        ("it", "I giornali giapponesi hanno parlato del richiamo."),
        ("nl", "De teruggeroepen powerbank kostte 30 Zwitserse frank of 40 Canadese dollar."),
        ("nl", "De teruggeroepen powerbank wordt in Vietnam gemaakt."),
        ("nl", "De Chinese fabrikant publiceerde de terugroepactie in het Japans."),
        ("nl", "Een teruggeroepen toestel vloog in brand op een vlucht van Japan Airlines."),
        ("nl", "De Zuid-Koreaanse accufabrikant is de oorzaak van de terugroepactie."),
        ("nl", "Japanse kranten schreven over de terugroepactie."),
        ("pl", "Wycofywany powerbank kosztował 30 franków szwajcarskich lub 40 dolarów kanadyjskich."),
        ("pl", "Wycofywany powerbank jest produkowany w Wietnamie."),
        ("pl", "Chiński producent opublikował informację o wycofaniu po japońsku."),
        ("pl", "Wycofane urządzenie zapaliło się podczas lotu Japan Airlines."),
        ("pl", "Winę za wycofanie ponosi południowokoreański producent ogniw."),
        ("pl", "Japońskie gazety pisały o wycofaniu."),
        ("pt", "A bateria recolhida custava 30 francos suíços ou 40 dólares canadianos."),
        ("pt", "A bateria recolhida é fabricada no Vietname."),
        ("pt", "O fabricante chinês publicou o aviso de recolha em japonês."),
        ("pt", "Um aparelho recolhido incendiou-se num voo da Japan Airlines."),
        ("pt", "O fabricante sul-coreano das células é o culpado pela recolha."),
        ("pt", "Jornais japoneses noticiaram a recolha."),
        ("cs", "Stahovaná powerbanka stála 30 švýcarských franků nebo 40 kanadských dolarů."),
        ("cs", "Stahovaná powerbanka se vyrábí ve Vietnamu."),
        ("cs", "Čínský výrobce zveřejnil stažení japonsky."),
        ("cs", "Stahovaný přístroj vzplál na letu Japan Airlines."),
        ("cs", "Na vině stažení je jihokorejský výrobce článků."),
        ("cs", "Japonské noviny psaly o stažení."),
        ("sv", "Den återkallade powerbanken kostade 30 schweiziska franc eller 40 kanadensiska dollar."),
        ("sv", "Den återkallade powerbanken tillverkas i Vietnam."),
        ("sv", "Den kinesiska tillverkaren publicerade återkallelsen på japanska."),
        ("sv", "En återkallad enhet fattade eld på ett flyg med Japan Airlines."),
        ("sv", "Den sydkoreanska batteritillverkaren är orsaken till återkallelsen."),
        ("sv", "Japanska tidningar skrev om återkallelsen."),
        ("da", "Den tilbagekaldte powerbank kostede 30 schweiziske franc eller 40 canadiske dollar."),
        ("da", "Den tilbagekaldte powerbank er produceret i Vietnam."),
        ("da", "Den kinesiske producent offentliggjorde tilbagekaldelsen på japansk."),
        ("da", "En tilbagekaldt enhed brød i brand på et fly fra Japan Airlines."),
        ("da", "Den sydkoreanske batteriproducent er årsag til tilbagekaldelsen."),
        ("da", "Japanske aviser skrev om tilbagekaldelsen."),
        ("no", "Den tilbakekalte nødladeren kostet 30 sveitsiske franc eller 40 kanadiske dollar."),
        ("no", "Den tilbakekalte nødladeren er produsert i Vietnam."),
        ("no", "Den kinesiske produsenten kunngjorde tilbakekallingen på japansk."),
        ("no", "En tilbakekalt enhet tok fyr på et fly fra Japan Airlines."),
        ("no", "Den sørkoreanske batteriprodusenten er årsaken til tilbakekallingen."),
        ("no", "Japanske aviser skrev om tilbakekallingen."),
        ("fi", "Takaisinkutsuttu laite maksoi 30 Sveitsin frangia tai 40 Kanadan dollaria."),
        ("fi", "Takaisinkutsuttu laite valmistetaan Vietnamissa."),
        ("fi", "Kiinalainen valmistaja julkaisi takaisinkutsun japaniksi."),
        ("fi", "Takaisinkutsuttu laite syttyi Japan Airlinesin lennolla."),
        ("fi", "Takaisinkutsun syynä on eteläkorealainen kennovalmistaja."),
        ("fi", "Japanilaiset lehdet kertoivat takaisinkutsusta."),
        ("hu", "A visszahívott powerbank 30 svájci frankba vagy 40 kanadai dollárba került."),
        ("hu", "A visszahívott powerbankot Vietnámban gyártják."),
        ("hu", "A kínai gyártó japánul tette közzé a visszahívást."),
        ("hu", "Egy visszahívott készülék a Japan Airlines járatán gyulladt ki."),
        ("hu", "A visszahívás oka a dél-koreai cellagyártó."),
        ("hu", "A japán lapok beszámoltak a visszahívásról."),
        ("ro", "Bateria rechemată costa 30 de franci elvețieni sau 40 de dolari canadieni."),
        ("ro", "Bateria rechemată este fabricată în Vietnam."),
        ("ro", "Producătorul chinez a publicat rechemarea în japoneză."),
        ("ro", "Un aparat rechemat a luat foc pe un zbor Japan Airlines."),
        ("ro", "Producătorul sud-coreean al celulelor este cauza rechemării."),
        ("ro", "Ziarele japoneze au scris despre rechemare."),
        ("tr", "Geri çağrılan powerbank 30 İsviçre frangı ya da 40 Kanada dolarıydı."),
        ("tr", "Geri çağrılan powerbank Vietnam'da üretiliyor."),
        ("tr", "Çinli üretici geri çağırmayı Japonca yayımladı."),
        ("tr", "Geri çağrılan bir cihaz Japan Airlines uçuşunda yandı."),
        ("tr", "Japon gazeteleri geri çağırmayı yazdı."),
        ("ru", "Отзываемый аккумулятор стоил 30 швейцарских франков или 40 канадских долларов."),
        ("ru", "Отзываемый аккумулятор производится во Вьетнаме."),
        ("ru", "Китайский производитель опубликовал сообщение об отзыве на японском."),
        ("ru", "Отзываемое устройство загорелось на рейсе Japan Airlines."),
        ("ru", "Виноват в отзыве южнокорейский производитель ячеек."),
        ("ru", "Японские газеты написали об отзыве."),
        ("uk", "Відкликаний павербанк коштував 30 швейцарських франків або 40 канадських доларів."),
        ("uk", "Відкликаний павербанк виробляють у В'єтнамі."),
        ("uk", "Китайський виробник опублікував повідомлення про відкликання японською."),
        ("uk", "Відкликаний пристрій загорівся на рейсі Japan Airlines."),
        ("uk", "Винен у відкликанні південнокорейський виробник елементів."),
        ("uk", "Японські газети написали про відкликання."),
        ("el", "Το powerbank της ανάκλησης κόστιζε 30 ελβετικά φράγκα ή 40 δολάρια Καναδά."),
        ("el", "Το powerbank της ανάκλησης κατασκευάζεται στο Βιετνάμ."),
        ("el", "Ο κινεζικός κατασκευαστής δημοσίευσε την ανάκληση στα ιαπωνικά."),
        ("el", "Μια συσκευή της ανάκλησης πήρε φωτιά σε πτήση της Japan Airlines."),
        ("el", "Ιαπωνικές εφημερίδες έγραψαν για την ανάκληση."),
        ("vi", "Pin bị thu hồi có giá 30 franc Thụy Sĩ hoặc 40 đô la Canada."),
        ("vi", "Pin bị thu hồi được sản xuất tại Việt Nam."),
        ("vi", "Nhà sản xuất Trung Quốc công bố thông báo thu hồi bằng tiếng Nhật."),
        ("vi", "Một thiết bị bị thu hồi bốc cháy trên chuyến bay của Japan Airlines."),
        ("vi", "Báo chí Nhật đưa tin về đợt thu hồi."),
        ("id", "Power bank yang ditarik itu berharga 30 franc Swiss atau 40 dolar Kanada."),
        ("id", "Power bank yang ditarik itu dibuat di Vietnam."),
        ("id", "Produsen Tiongkok menerbitkan pengumuman penarikan dalam bahasa Jepang."),
        ("id", "Perangkat yang ditarik terbakar di penerbangan Japan Airlines."),
        ("id", "Surat kabar Jepang memberitakan penarikan itu."),
        ("ar", "كان سعر الشاحن المسحوب 30 فرنكا سويسريا أو 40 دولارا كنديا."),
        ("ar", "نشرت الشركة الصينية إعلان السحب باللغة اليابانية."),
    ],
)
def test_money_press_airlines_makers_and_their_tongues_are_no_markets(language: str, text: str) -> None:
    told = main(RECALL[language] + text, language)
    assert (told.recalled_in, told.not_affected_in) == ([], [])


@pytest.mark.parametrize(
    ("text", "market"),
    [
        ("Recalled units were made in China and sold in Canada.", "CA"),
        ("Devices made for Japan are recalled.", "JP"),
        ("The recall applies in Canada, media report.", "CA"),
        ("Owners of recalled units get a refund of 30 Swiss francs.", "CH"),
    ],
)
def test_markets_beside_makers_and_money_stay(text: str, market: str) -> None:
    assert main(RECALL["en"] + text, "en").recalled_in == [market]
