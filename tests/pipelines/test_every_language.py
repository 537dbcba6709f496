"""Reports told in every language of Latin, Cyrillic, Greek and Arabic script: each says the same in all."""

from __future__ import annotations

import pytest

from tests.pipelines.test_innocent_words import RECALL
from tests.pipelines.texts import main

REPORTS = {
    "en": (
        "Anker has recalled the A1263 power bank in Germany, Austria and Switzerland because it can overheat and "
        "catch fire. "
        "The recall was announced on 12 June 2025 and concerns about 5,000 units sold between June 2016 and "
        "December 2022. "
        "Customers should stop using it immediately and will get a full refund or a replacement. "
        "Devices sold in France are not affected. "
        "There have been 19 reports of fires and two people suffered minor burns. "
    ),
    "de": (
        "Anker ruft die Powerbank A1263 in Deutschland, Österreich und der Schweiz zurück, weil sie überhitzen "
        "und in Brand geraten kann. "
        "Der Rückruf wurde am 12. "
        "Juni 2025 bekannt gegeben und betrifft rund 5.000 Geräte, die zwischen Juni 2016 und Dezember 2022 "
        "verkauft wurden. "
        "Kunden sollten sie ab sofort nicht mehr benutzen und bekommen den vollen Kaufpreis erstattet oder ein "
        "Ersatzgerät. "
        "In Frankreich verkaufte Geräte sind nicht betroffen. "
        "Es gab 19 Meldungen über Brände, zwei Personen erlitten leichte Verbrennungen. "
    ),
    "fr": (
        "Anker rappelle la batterie externe A1263 en Allemagne, en Autriche et en Suisse, car elle peut "
        "surchauffer et prendre feu. "
        "Le rappel a été annoncé le 12 juin 2025 et concerne environ 5 000 appareils vendus entre juin 2016 et "
        "décembre 2022. "
        "Les clients doivent cesser immédiatement de l'utiliser et seront intégralement remboursés ou recevront "
        "un produit de remplacement. "
        "Les appareils vendus en France ne sont pas concernés. "
        "On compte 19 signalements d'incendie et deux personnes légèrement brûlées. "
    ),
    "es": (
        "Anker retira la batería externa A1263 en Alemania, Austria y Suiza porque puede sobrecalentarse e "
        "incendiarse. "
        "La retirada se anunció el 12 de junio de 2025 y afecta a unas 5.000 unidades vendidas entre junio de "
        "2016 y diciembre de 2022. "
        "Los clientes deben dejar de usarla de inmediato y recibirán el reembolso íntegro o un producto de "
        "sustitución. "
        "Las unidades vendidas en Francia no están afectadas. "
        "Se han registrado 19 avisos de incendio y dos personas sufrieron quemaduras leves. "
    ),
    "it": (
        "Anker richiama il power bank A1263 in Germania, Austria e Svizzera perché può surriscaldarsi e prendere "
        "fuoco. "
        "Il richiamo è stato annunciato il 12 giugno 2025 e riguarda circa 5.000 unità vendute tra giugno 2016 e "
        "dicembre 2022. "
        "I clienti devono smettere subito di usarlo e riceveranno il rimborso completo o un prodotto sostitutivo. "
        "I dispositivi venduti in Francia non sono interessati. "
        "Sono state ricevute 19 segnalazioni di incendio e due persone hanno riportato lievi ustioni. "
    ),
    "nl": (
        "Anker roept de powerbank A1263 terug in Duitsland, Oostenrijk en Zwitserland omdat die oververhit kan "
        "raken en vlam kan vatten. "
        "De terugroepactie werd op 12 juni 2025 aangekondigd en betreft ongeveer 5.000 exemplaren die tussen "
        "juni 2016 en december 2022 zijn verkocht. "
        "Klanten moeten het gebruik onmiddellijk staken en krijgen het volledige aankoopbedrag terug of een "
        "vervangend product. "
        "In Frankrijk verkochte toestellen zijn niet getroffen. "
        "Er zijn 19 meldingen van brand en twee mensen liepen lichte brandwonden op. "
    ),
    "pl": (
        "Anker wycofuje powerbank A1263 w Niemczech, Austrii i Szwajcarii, ponieważ może się przegrzewać i zapalić. "
        "Akcję ogłoszono 12 czerwca 2025 r. i obejmuje ona około 5000 sztuk sprzedanych od czerwca 2016 do "
        "grudnia 2022. "
        "Klienci powinni natychmiast zaprzestać używania i otrzymają pełny zwrot pieniędzy lub urządzenie "
        "zastępcze. "
        "Urządzenia sprzedane we Francji nie są objęte akcją. "
        "Odnotowano 19 zgłoszeń pożarów, a dwie osoby doznały lekkich poparzeń. "
    ),
    "pt": (
        "A Anker recolhe a bateria externa A1263 na Alemanha, na Áustria e na Suíça porque pode sobreaquecer e "
        "incendiar-se. "
        "A recolha foi anunciada a 12 de junho de 2025 e abrange cerca de 5.000 unidades vendidas entre junho de "
        "2016 e dezembro de 2022. "
        "Os clientes devem deixar de a usar de imediato e receberão o reembolso total ou um produto de "
        "substituição. "
        "As unidades vendidas em França não são afetadas. "
        "Houve 19 relatos de incêndio e duas pessoas sofreram queimaduras ligeiras. "
    ),
    "cs": (
        "Anker stahuje powerbanku A1263 v Německu, Rakousku a Švýcarsku, protože se může přehřát a vznítit. "
        "Stažení bylo oznámeno 12. "
        "června 2025 a týká se asi 5 000 kusů prodaných od června 2016 do prosince 2022. "
        "Zákazníci by ji měli okamžitě přestat používat a dostanou plnou náhradu kupní ceny nebo náhradní výrobek. "
        "Přístroje prodané ve Francii nejsou dotčeny. "
        "Evidováno je 19 hlášení o požárech a dvě osoby utrpěly lehké popáleniny. "
    ),
    "sv": (
        "Anker återkallar powerbanken A1263 i Tyskland, Österrike och Schweiz eftersom den kan överhettas och "
        "fatta eld. "
        "Återkallelsen meddelades den 12 juni 2025 och gäller cirka 5 000 enheter som såldes mellan juni 2016 "
        "och december 2022. "
        "Kunder ska omedelbart sluta använda den och får pengarna tillbaka eller en ersättningsprodukt. "
        "Enheter som sålts i Frankrike berörs inte. "
        "Det finns 19 rapporter om brand och två personer fick lindriga brännskador. "
    ),
    "da": (
        "Anker tilbagekalder powerbanken A1263 i Tyskland, Østrig og Schweiz, fordi den kan overophede og gå i "
        "brand. "
        "Tilbagekaldelsen blev offentliggjort den 12. juni 2025 og omfatter cirka 5.000 enheder, der er solgt "
        "mellem juni 2016 og december 2022. "
        "Kunder bør straks stoppe med at bruge den og får pengene tilbage eller et erstatningsprodukt. "
        "Enheder solgt i Frankrig er ikke berørt. "
        "Der er 19 meldinger om brand, og to personer fik lettere forbrændinger. "
    ),
    "no": (
        "Anker tilbakekaller nødladeren A1263 i Tyskland, Østerrike og Sveits fordi den kan bli overopphetet og "
        "ta fyr. "
        "Tilbakekallingen ble kunngjort 12. juni 2025 og gjelder rundt 5000 enheter som ble solgt mellom juni "
        "2016 og desember 2022. "
        "Kundene må slutte å bruke den umiddelbart og får pengene tilbake eller et erstatningsprodukt. "
        "Enheter solgt i Frankrike er ikke berørt. "
        "Det er meldt om 19 branner, og to personer fikk lettere brannskader. "
    ),
    "fi": (
        "Anker kutsuu takaisin varavirtalähteen A1263 Saksassa, Itävallassa ja Sveitsissä, koska se voi "
        "ylikuumentua ja syttyä palamaan. "
        "Takaisinkutsusta ilmoitettiin 12. kesäkuuta 2025, ja se koskee noin 5 000 laitetta, jotka myytiin "
        "kesäkuun 2016 ja joulukuun 2022 välillä. "
        "Asiakkaiden on lopetettava laitteen käyttö heti, ja he saavat täyden hyvityksen tai korvaavan tuotteen. "
        "Ranskassa myydyt laitteet eivät kuulu takaisinkutsun piiriin. "
        "Tulipaloista on tehty 19 ilmoitusta, ja kaksi ihmistä sai lieviä palovammoja. "
    ),
    "hu": (
        "Az Anker visszahívja az A1263 powerbankot Németországban, Ausztriában és Svájcban, mert túlmelegedhet "
        "és kigyulladhat. "
        "A visszahívást 2025. június 12-én jelentették be, és mintegy 5000 készüléket érint, amelyeket 2016 "
        "júniusa és 2022 decembere között adtak el. "
        "A vásárlók azonnal hagyják abba a használatát, és teljes visszatérítést vagy cserekészüléket kapnak. "
        "A Franciaországban eladott készülékek nem érintettek. 19 tűzesetről érkezett bejelentés, és két ember "
        "szenvedett könnyű égési sérülést. "
    ),
    "ro": (
        "Anker recheamă bateria externă A1263 în Germania, Austria și Elveția, deoarece se poate supraîncălzi și "
        "poate lua foc. "
        "Rechemarea a fost anunțată pe 12 iunie 2025 și vizează aproximativ 5.000 de unități vândute între iunie "
        "2016 și decembrie 2022. "
        "Clienții trebuie să înceteze imediat utilizarea și vor primi rambursarea integrală sau un produs de "
        "înlocuire. "
        "Dispozitivele vândute în Franța nu sunt afectate. "
        "Au fost raportate 19 cazuri de incendiu, iar două persoane au suferit arsuri ușoare. "
    ),
    "tr": (
        "Anker, A1263 powerbank'i Almanya, Avusturya ve İsviçre'de geri çağırıyor; çünkü ürün aşırı ısınıp alev "
        "alabiliyor. "
        "Geri çağırma 12 Haziran 2025'te duyuruldu ve Haziran 2016 ile Aralık 2022 arasında satılan yaklaşık "
        "5.000 adet ürünü kapsıyor. "
        "Müşteriler ürünü kullanmayı derhal bırakmalı; kendilerine tam para iadesi veya yeni ürün verilecek. "
        "Fransa'da satılan cihazlar etkilenmiyor. 19 yangın bildirimi var ve iki kişi hafif yanıklarla yaralandı. "
    ),
    "ru": (
        "Anker отзывает внешний аккумулятор A1263 в Германии, Австрии и Швейцарии, поскольку он может "
        "перегреться и загореться. "
        "Об отзыве объявили 12 июня 2025 года, он касается около 5000 устройств, проданных с июня 2016 года по "
        "декабрь 2022 года. "
        "Покупателям следует немедленно прекратить использование; им вернут полную стоимость или выдадут новое "
        "устройство. "
        "Устройства, проданные во Франции, не затронуты. "
        "Поступило 19 сообщений о возгораниях, два человека получили лёгкие ожоги. "
    ),
    "uk": (
        "Anker відкликає павербанк A1263 у Німеччині, Австрії та Швейцарії, бо він може перегрітися й загорітися. "
        "Про відкликання оголосили 12 червня 2025 року, воно стосується близько 5000 пристроїв, проданих з "
        "червня 2016 року по грудень 2022 року. "
        "Покупцям слід негайно припинити користування; їм повернуть повну вартість або замінять пристрій. "
        "Пристрої, продані у Франції, відкликання не стосується. "
        "Надійшло 19 повідомлень про пожежі, дві людини дістали легкі опіки. "
    ),
    "el": (
        "Η Anker ανακαλεί το powerbank A1263 στη Γερμανία, την Αυστρία και την Ελβετία, καθώς μπορεί να "
        "υπερθερμανθεί και να πιάσει φωτιά. "
        "Η ανάκληση ανακοινώθηκε στις 12 Ιουνίου 2025 και αφορά περίπου 5.000 τεμάχια που πωλήθηκαν από τον "
        "Ιούνιο του 2016 έως τον Δεκέμβριο του 2022. "
        "Οι πελάτες πρέπει να σταματήσουν αμέσως τη χρήση και θα λάβουν πλήρη επιστροφή χρημάτων ή αντικατάσταση. "
        "Οι συσκευές που πωλήθηκαν στη Γαλλία δεν επηρεάζονται. "
        "Υπήρξαν 19 αναφορές για πυρκαγιά και δύο άτομα υπέστησαν ελαφρά εγκαύματα. "
    ),
    "vi": (
        "Anker thu hồi pin dự phòng A1263 tại Đức, Áo và Thụy Sĩ vì có thể quá nhiệt và bốc cháy. "
        "Đợt thu hồi được công bố ngày 12/6/2025, áp dụng cho khoảng 5.000 sản phẩm bán từ tháng 6/2016 đến "
        "tháng 12/2022. "
        "Khách hàng nên ngừng sử dụng ngay và sẽ được hoàn tiền toàn bộ hoặc đổi sản phẩm mới. "
        "Sản phẩm bán tại Pháp không bị ảnh hưởng. "
        "Đã có 19 báo cáo về cháy và hai người bị bỏng nhẹ. "
    ),
    "id": (
        "Anker menarik kembali power bank A1263 di Jerman, Austria, dan Swiss karena dapat mengalami panas "
        "berlebih dan terbakar. "
        "Penarikan diumumkan pada 12 Juni 2025 dan mencakup sekitar 5.000 unit yang dijual antara Juni 2016 dan "
        "Desember 2022. "
        "Pelanggan harus segera berhenti menggunakannya dan akan menerima pengembalian dana penuh atau produk "
        "pengganti. "
        "Perangkat yang dijual di Prancis tidak terdampak. "
        "Ada 19 laporan kebakaran dan dua orang mengalami luka bakar ringan. "
    ),
    "ar": (
        "أعلنت Anker سحب بنك الطاقة A1263 في ألمانيا والنمسا وسويسرا لأنه قد يسخن بشكل مفرط ويشتعل. "
        "وأعلن عن السحب في 12 يونيو 2025 ويشمل نحو 5000 وحدة بيعت بين يونيو 2016 وديسمبر 2022. "
        "وعلى العملاء التوقف فورا عن استخدامه وسيحصلون على استرداد كامل أو منتج بديل. "
        "ولا يشمل السحب الأجهزة المباعة في فرنسا. "
        "وورد 19 بلاغا عن حرائق وأصيب شخصان بحروق طفيفة. "
    ),
}

REMEDIED = {
    "en": (
        "Anker announced yesterday that it is recalling the A2637 charger only in Japan. "
        "The device can explode or give users an electric shock. "
        "Owners can have it repaired free of charge or receive a gift card; defective chargers must be disposed "
        "of at a recycling centre. "
        "The charger was also available in Canada. "
        "No injuries have been reported. "
    ),
    "de": (
        "Anker hat gestern bekannt gegeben, das Ladegerät A2637 ausschließlich in Japan zurückzurufen. "
        "Das Gerät kann explodieren oder einen Stromschlag verursachen. "
        "Besitzer können es kostenlos reparieren lassen oder erhalten einen Gutschein; defekte Ladegeräte müssen "
        "beim Wertstoffhof entsorgt werden. "
        "Das Ladegerät war auch in Kanada erhältlich. "
        "Verletzte gab es nicht. "
    ),
    "fr": (
        "Anker a annoncé hier le rappel du chargeur A2637 uniquement au Japon. "
        "L'appareil peut exploser ou provoquer une décharge électrique. "
        "Les propriétaires peuvent le faire réparer gratuitement ou recevoir un bon d'achat ; les chargeurs "
        "défectueux doivent être déposés dans un point de collecte pour être recyclés. "
        "Le chargeur était aussi disponible au Canada. "
        "Aucun blessé n'est à déplorer. "
    ),
    "es": (
        "Anker anunció ayer la retirada del cargador A2637 solo en Japón. "
        "El aparato puede explotar o provocar una descarga eléctrica. "
        "Los propietarios pueden llevarlo a reparar gratis o recibir una tarjeta regalo; los cargadores "
        "defectuosos deben desecharse en un punto limpio. "
        "El cargador también estaba disponible en Canadá. "
        "No se han registrado heridos. "
    ),
    "it": (
        "Anker ha annunciato ieri il richiamo del caricabatterie A2637 solo in Giappone. "
        "Il dispositivo può esplodere o provocare una scossa elettrica. "
        "I proprietari possono farlo riparare gratuitamente o ricevere un buono; i caricabatterie difettosi "
        "vanno smaltiti in un centro di raccolta. "
        "Il caricabatterie era disponibile anche in Canada. "
        "Non si registrano feriti. "
    ),
    "nl": (
        "Anker kondigde gisteren aan de lader A2637 alleen in Japan terug te roepen. "
        "Het apparaat kan ontploffen of een elektrische schok geven. "
        "Eigenaren kunnen hem gratis laten repareren of krijgen een cadeaubon; defecte laders moeten bij de "
        "milieustraat worden ingeleverd. "
        "De lader was ook in Canada verkrijgbaar. "
        "Er raakte niemand gewond. "
    ),
    "pl": (
        "Anker ogłosił wczoraj, że wycofuje ładowarkę A2637 tylko w Japonii. "
        "Urządzenie może eksplodować lub porazić prądem. "
        "Właściciele mogą je bezpłatnie naprawić albo otrzymają kartę podarunkową; wadliwe ładowarki należy "
        "oddać do punktu zbiórki elektroodpadów. "
        "Ładowarka była dostępna także w Kanadzie. "
        "Nikt nie został ranny. "
    ),
    "pt": (
        "A Anker anunciou ontem a recolha do carregador A2637 apenas no Japão. "
        "O aparelho pode explodir ou provocar um choque elétrico. "
        "Os proprietários podem repará-lo gratuitamente ou receber um vale; os carregadores defeituosos devem "
        "ser entregues num ecoponto. "
        "O carregador também estava disponível no Canadá. "
        "Não há registo de feridos. "
    ),
    "cs": (
        "Anker včera oznámil, že stahuje nabíječku A2637 pouze v Japonsku. "
        "Přístroj může explodovat nebo způsobit úraz elektrickým proudem. "
        "Majitelé si ji mohou nechat zdarma opravit nebo dostanou dárkový poukaz; vadné nabíječky je třeba "
        "odevzdat ve sběrném dvoře. "
        "Nabíječka byla dostupná také v Kanadě. "
        "Nikdo nebyl zraněn. "
    ),
    "sv": (
        "Anker meddelade i går att laddaren A2637 återkallas endast i Japan. "
        "Enheten kan explodera eller ge en elektrisk stöt. "
        "Ägare kan få den reparerad gratis eller får ett presentkort; defekta laddare ska lämnas till en "
        "återvinningscentral. "
        "Laddaren fanns även tillgänglig i Kanada. "
        "Ingen har skadats. "
    ),
    "da": (
        "Anker meddelte i går, at opladeren A2637 kun tilbagekaldes i Japan. "
        "Enheden kan eksplodere eller give elektrisk stød. "
        "Ejere kan få den repareret gratis eller får et gavekort; defekte opladere skal afleveres på en "
        "genbrugsplads. "
        "Opladeren var også tilgængelig i Canada. "
        "Ingen er kommet til skade. "
    ),
    "no": (
        "Anker kunngjorde i går at laderen A2637 tilbakekalles kun i Japan. "
        "Enheten kan eksplodere eller gi elektrisk støt. "
        "Eiere kan få den reparert gratis eller får et gavekort; defekte ladere skal leveres på en "
        "gjenvinningsstasjon. "
        "Laderen var også tilgjengelig i Canada. "
        "Ingen er skadet. "
    ),
    "fi": (
        "Anker ilmoitti eilen kutsuvansa takaisin laturin A2637 vain Japanissa. "
        "Laite voi räjähtää tai aiheuttaa sähköiskun. "
        "Omistajat voivat korjauttaa laitteen maksutta tai saavat lahjakortin; vialliset laturit on vietävä "
        "kierrätykseen. "
        "Laturi oli saatavilla myös Kanadassa. "
        "Kukaan ei loukkaantunut. "
    ),
    "hu": (
        "Az Anker tegnap bejelentette, hogy csak Japánban hívja vissza az A2637 töltőt. "
        "A készülék felrobbanhat vagy áramütést okozhat. "
        "A tulajdonosok ingyen megjavíttathatják, vagy ajándékkártyát kapnak; a hibás töltőket hulladékudvarban "
        "kell leadni. "
        "A töltő Kanadában is kapható volt. "
        "Senki sem sérült meg. "
    ),
    "ro": (
        "Anker a anunțat ieri că recheamă încărcătorul A2637 doar în Japonia. "
        "Aparatul poate exploda sau provoca un șoc electric. "
        "Proprietarii îl pot repara gratuit sau vor primi un card cadou; încărcătoarele defecte trebuie duse la "
        "un centru de colectare. "
        "Încărcătorul era disponibil și în Canada. "
        "Nu au fost înregistrați răniți. "
    ),
    "tr": (
        "Anker dün A2637 şarj cihazını yalnızca Japonya'da geri çağırdığını duyurdu. "
        "Cihaz patlayabilir veya elektrik çarpmasına neden olabilir. "
        "Sahipleri cihazı ücretsiz onarım için gönderebilir veya hediye kartı alabilir; arızalı cihazlar imha "
        "edilmelidir. "
        "Şarj cihazı Kanada'da da satışta idi. "
        "Yaralanan yok. "
    ),
    "ru": (
        "Anker вчера объявила об отзыве зарядного устройства A2637 только в Японии. "
        "Устройство может взорваться или ударить током. "
        "Владельцы могут бесплатно отремонтировать его или получить подарочную карту; неисправные устройства "
        "нужно сдать на утилизацию. "
        "Зарядка продавалась также в Канаде. "
        "Пострадавших нет. "
    ),
    "uk": (
        "Anker вчора оголосила про відкликання зарядного пристрою A2637 лише в Японії. "
        "Пристрій може вибухнути або вдарити струмом. "
        "Власники можуть безкоштовно відремонтувати його або отримати подарункову картку; несправні пристрої "
        "слід здати на утилізацію. "
        "Зарядка продавалася також у Канаді. "
        "Постраждалих немає. "
    ),
    "el": (
        "Η Anker ανακοίνωσε χθες την ανάκληση του φορτιστή A2637 μόνο στην Ιαπωνία. "
        "Η συσκευή μπορεί να εκραγεί ή να προκαλέσει ηλεκτροπληξία. "
        "Οι κάτοχοι μπορούν να την επισκευάσουν δωρεάν ή θα λάβουν δωροκάρτα· οι ελαττωματικοί φορτιστές πρέπει "
        "να οδηγηθούν στην ανακύκλωση. "
        "Ο φορτιστής πωλούνταν και στον Καναδά. "
        "Δεν υπήρξαν τραυματισμοί. "
    ),
    "vi": (
        "Hôm qua, Anker thông báo thu hồi bộ sạc A2637 chỉ tại Nhật Bản. "
        "Thiết bị có thể phát nổ hoặc gây điện giật. "
        "Chủ sở hữu có thể sửa chữa miễn phí hoặc nhận thẻ quà tặng; sạc lỗi cần được xử lý tại điểm thu gom rác "
        "điện tử. "
        "Bộ sạc cũng được bán tại Canada. "
        "Không có ai bị thương. "
    ),
    "id": (
        "Anker kemarin mengumumkan penarikan kembali pengisi daya A2637 hanya di Jepang. "
        "Perangkat dapat meledak atau menyebabkan sengatan listrik. "
        "Pemilik dapat memperbaikinya secara gratis atau menerima kartu hadiah; pengisi daya yang rusak harus "
        "dibuang di tempat daur ulang. "
        "Pengisi daya itu juga tersedia di Kanada. "
        "Tidak ada korban luka. "
    ),
    "ar": (
        "أعلنت Anker أمس سحب الشاحن A2637 في اليابان فقط. "
        "وقد ينفجر الجهاز أو يسبب صدمة كهربائية. "
        "ويمكن للمالكين إصلاحه مجانا أو الحصول على بطاقة هدية؛ ويجب التخلص من الشواحن المعيبة بشكل آمن. "
        "وكان الشاحن متاحا أيضا في كندا. "
        "ولم تسجل إصابات. "
    ),
}


@pytest.mark.parametrize("language", sorted(REPORTS))
def test_the_same_report_says_the_same_in_every_language(language: str) -> None:
    told = main(REPORTS[language], language, "2025-07-01")
    (product,) = told.products
    assert sorted(told.recalled_in) == ["AT", "CH", "DE"]
    assert told.not_affected_in == ["FR"]
    assert told.announced == "2025-06-12"
    assert told.units and told.units.value == 5000
    assert (product.model, product.sold_from, product.sold_to) == ("A1263", "2016-06", "2022-12")
    assert sorted(told.hazards) == ["burn", "fire", "overheat"]
    assert sorted(told.remedies) == ["refund", "replacement", "stop_use"]


@pytest.mark.parametrize("language", sorted(REMEDIED))
def test_what_may_happen_and_what_owners_get_is_read_in_every_language(language: str) -> None:
    told = main(REMEDIED[language], language, "2025-07-01")
    assert (told.recalled_in, told.not_affected_in) == (["JP"], [])
    assert told.announced == "2025-06-30"
    assert [(product.model, product.category) for product in told.products] == [("A2637", "charger")]
    assert sorted(told.hazards) == ["explosion", "shock"]
    assert sorted(told.remedies) == ["dispose", "repair", "voucher"]
    assert told.incidents and told.incidents.injuries == 0


FORMS = {
    "en": (
        "Don't charge or use the Anker 334 MagGo (A1642). "
        "Contact us for a refund. "
        "Recall date: June 12, 2025. "
        "Units: about 10,000 (US), 1,200 (Canada). "
    ),
    "de": (
        "Laden Sie die Anker 334 MagGo (A1642) nicht und benutzen Sie sie nicht. "
        "Rückrufdatum: 12.06.2025. "
        "Stückzahl: rund 10.000 in den USA, 1.200 in Kanada. "
    ),
    "fr": (
        "N'utilisez plus et ne rechargez plus l'Anker 334 MagGo (A1642). "
        "Date du rappel : 12/06/2025. "
        "Quantité : environ 10 000 aux États-Unis, 1 200 au Canada. "
    ),
    "es": (
        "No use ni cargue la Anker 334 MagGo (A1642). "
        "Fecha de la retirada: 12/06/2025. "
        "Cantidad: unas 10.000 en EE. "
        "UU. y 1.200 en Canadá. "
    ),
    "it": (
        "Non usate né caricate l'Anker 334 MagGo (A1642). "
        "Data del richiamo: 12/06/2025. "
        "Quantità: circa 10.000 negli USA, 1.200 in Canada. "
    ),
    "nl": (
        "Gebruik de Anker 334 MagGo (A1642) niet meer en laad hem niet op. "
        "Datum terugroepactie: 12-06-2025. "
        "Aantal: circa 10.000 in de VS, 1.200 in Canada. "
    ),
    "pl": (
        "Nie ładuj ani nie używaj Anker 334 MagGo (A1642). "
        "Data wycofania: 12.06.2025. "
        "Liczba: około 10 000 w USA, 1200 w Kanadzie. "
    ),
    "pt": (
        "Não use nem carregue a Anker 334 MagGo (A1642). "
        "Data da recolha: 12/06/2025. "
        "Quantidade: cerca de 10.000 nos EUA e 1.200 no Canadá. "
    ),
    "cs": (
        "Powerbanku Anker 334 MagGo (A1642) nenabíjejte ani nepoužívejte. "
        "Datum stažení: 12. 6. 2025. "
        "Počet: asi 10 000 v USA, 1 200 v Kanadě. "
    ),
    "sv": (
        "Ladda inte och använd inte Anker 334 MagGo (A1642). "
        "Datum för återkallelsen: 2025-06-12. "
        "Antal: cirka 10 000 i USA, 1 200 i Kanada. "
    ),
    "da": (
        "Oplad ikke og brug ikke Anker 334 MagGo (A1642). "
        "Dato for tilbagekaldelse: 12.06.2025. "
        "Antal: cirka 10.000 i USA, 1.200 i Canada. "
    ),
    "no": (
        "Ikke lad og ikke bruk Anker 334 MagGo (A1642). "
        "Dato for tilbakekalling: 12.06.2025. "
        "Antall: rundt 10 000 i USA, 1200 i Canada. "
    ),
    "fi": (
        "Älä lataa äläkä käytä Anker 334 MagGo -varavirtalähdettä (A1642). "
        "Takaisinvedon päivämäärä: 12.6.2025. "
        "Määrä: noin 10 000 Yhdysvalloissa, 1 200 Kanadassa. "
    ),
    "hu": (
        "Ne töltse és ne használja az Anker 334 MagGo-t (A1642). "
        "A visszahívás dátuma: 2025.06.12. "
        "Mennyiség: mintegy 10 000 az USA-ban, 1200 Kanadában. "
    ),
    "ro": (
        "Nu folosiți și nu încărcați Anker 334 MagGo (A1642). "
        "Data rechemării: 12.06.2025. "
        "Cantitate: aproximativ 10.000 în SUA, 1.200 în Canada. "
    ),
    "tr": (
        "Anker 334 MagGo'yu (A1642) şarj etmeyin ve kullanmayın. "
        "Geri çağırma tarihi: 12.06.2025. "
        "Miktar: ABD'de yaklaşık 10.000, Kanada'da 1.200. "
    ),
    "ru": (
        "Не заряжайте и не используйте Anker 334 MagGo (A1642). "
        "Дата отзыва: 12.06.2025. "
        "Количество: около 10 000 в США, 1200 в Канаде. "
    ),
    "uk": (
        "Не заряджайте й не використовуйте Anker 334 MagGo (A1642). "
        "Дата відкликання: 12.06.2025. "
        "Кількість: близько 10 000 у США, 1200 у Канаді. "
    ),
    "el": (
        "Μην φορτίζετε και μην χρησιμοποιείτε το Anker 334 MagGo (A1642). "
        "Ημερομηνία ανάκλησης: 12/06/2025. "
        "Ποσότητα: περίπου 10.000 στις ΗΠΑ, 1.200 στον Καναδά. "
    ),
    "vi": (
        "Không sạc và không sử dụng Anker 334 MagGo (A1642). "
        "Ngày thu hồi: 12/6/2025. "
        "Số lượng: khoảng 10.000 tại Mỹ, 1.200 tại Canada. "
    ),
    "id": (
        "Jangan mengisi daya atau menggunakan Anker 334 MagGo (A1642). "
        "Tanggal penarikan: 12/06/2025. "
        "Jumlah: sekitar 10.000 di AS, 1.200 di Kanada. "
    ),
    "ar": (
        "لا تشحن ولا تستخدم Anker 334 MagGo (A1642). "
        "تاريخ الاستدعاء: 12/06/2025. "
        "الكمية: نحو 10000 في الولايات المتحدة و1200 في كندا. "
    ),
}


@pytest.mark.parametrize("language", sorted(FORMS))
def test_what_owners_must_not_do_and_the_figures_of_each_market_are_read_in_every_language(language: str) -> None:
    told = main(FORMS[language], language, "2025-07-05")
    assert told.announced == "2025-06-12"
    assert {scope.market: scope.units and scope.units.value for scope in told.scopes} == {"US": 10_000, "CA": 1_200}
    assert [product.model for product in told.products] == ["A1642"]
    assert "stop_use" in told.remedies


ACCIDENTS = {
    "en": (
        "Two owners were burned when their PowerCore 10000 (A1263) caught fire in Manchester; Anker is recalling "
        "it in Britain and Ireland. "
    ),
    "de": (
        "Zwei Nutzer in Manchester verbrannten sich, als ihre PowerCore 10000 (A1263) in Flammen aufging; Anker "
        "nimmt sie in Großbritannien und Irland zurück und ruft sie dort zurück. "
    ),
    "fr": (
        "Deux clients ont été brûlés à Manchester quand leur PowerCore 10000 (A1263) a pris feu ; Anker la "
        "rappelle au Royaume-Uni et en Irlande. "
    ),
    "es": (
        "Dos clientes sufrieron quemaduras en Manchester al incendiarse su PowerCore 10000 (A1263); Anker la "
        "retira en el Reino Unido e Irlanda. "
    ),
    "it": (
        "Due clienti si sono ustionati a Manchester quando la loro PowerCore 10000 (A1263) ha preso fuoco; Anker "
        "la richiama nel Regno Unito e in Irlanda. "
    ),
    "nl": (
        "Twee klanten in Manchester verbrandden zich toen hun PowerCore 10000 (A1263) in brand vloog; Anker "
        "roept hem terug in Groot-Brittannië en Ierland. "
    ),
    "pl": (
        "Dwóch klientów w Manchesterze poparzyło się, gdy ich PowerCore 10000 (A1263) stanął w płomieniach; "
        "Anker wycofuje go w Wielkiej Brytanii i Irlandii. "
    ),
    "pt": (
        "Dois clientes sofreram queimaduras em Manchester quando a sua PowerCore 10000 (A1263) pegou fogo; a "
        "Anker recolhe-a no Reino Unido e na Irlanda. "
    ),
    "cs": (
        "Dva zákazníci v Manchesteru se popálili, když jejich PowerCore 10000 (A1263) začala hořet; Anker ji "
        "stahuje ve Velké Británii a Irsku. "
    ),
    "sv": (
        "Två kunder i Manchester brände sig när deras PowerCore 10000 (A1263) fattade eld; Anker återkallar den "
        "i Storbritannien och Irland. "
    ),
    "da": (
        "To kunder i Manchester fik forbrændinger, da deres PowerCore 10000 (A1263) brød i brand; Anker "
        "tilbagekalder den i Storbritannien og Irland. "
    ),
    "no": (
        "To kunder i Manchester brant seg da deres PowerCore 10000 (A1263) tok fyr; Anker tilbakekaller den i "
        "Storbritannia og Irland. "
    ),
    "fi": (
        "Kaksi asiakasta Manchesterissa sai palovammoja, kun heidän PowerCore 10000 (A1263) syttyi tuleen; Anker "
        "kutsuu sen takaisin Isossa-Britanniassa ja Irlannissa. "
    ),
    "hu": (
        "Két manchesteri vásárló megégett, amikor a PowerCore 10000 (A1263) kigyulladt; az Anker visszahívja "
        "Nagy-Britanniában és Írországban. "
    ),
    "ro": (
        "Doi clienți din Manchester s-au ars când PowerCore 10000 (A1263) a luat foc; Anker o retrage de pe "
        "piață în Marea Britanie și Irlanda. "
    ),
    "tr": (
        "Manchester'da iki müşterinin PowerCore 10000 (A1263) cihazı alev aldı, yanık oluştu; Anker ürünü "
        "Birleşik Krallık ve İrlanda'da geri çağırıyor. "
    ),
    "ru": (
        "Двое покупателей в Манчестере получили ожоги, когда их PowerCore 10000 (A1263) загорелся; Anker "
        "отзывает его в Великобритании и Ирландии. "
    ),
    "uk": (
        "Двоє покупців у Манчестері дістали опіки, коли їхній PowerCore 10000 (A1263) загорівся; Anker відкликає "
        "його у Великій Британії та Ірландії. "
    ),
    "el": (
        "Δύο πελάτες στο Μάντσεστερ υπέστησαν εγκαύματα όταν το PowerCore 10000 (A1263) πήρε φωτιά· η Anker το "
        "ανακαλεί στο Ηνωμένο Βασίλειο και την Ιρλανδία. "
    ),
    "vi": (
        "Hai khách hàng ở Manchester bị bỏng khi PowerCore 10000 (A1263) bốc cháy; Anker thu hồi sản phẩm này "
        "tại Anh và Ireland. "
    ),
    "id": (
        "Dua pelanggan di Manchester mengalami luka bakar ketika PowerCore 10000 (A1263) mereka terbakar; Anker "
        "menariknya kembali di Inggris dan Irlandia. "
    ),
    "ar": (
        "أصيب عميلان في مانشستر بحروق عندما اشتعل PowerCore 10000 (A1263)؛ وتسحبه Anker في المملكة المتحدة وأيرلندا. "
    ),
}


@pytest.mark.parametrize("language", sorted(ACCIDENTS))
def test_what_befell_owners_and_the_markets_of_the_recall_are_read_in_every_language(language: str) -> None:
    told = main(ACCIDENTS[language], language, "2025-07-05")
    assert (sorted(told.recalled_in), told.not_affected_in) == (["GB", "IE"], [])
    assert sorted(told.hazards) == ["burn", "fire"]
    assert [product.model for product in told.products] == ["A1263"]


SPANS = {
    "en": (
        "Affected units were sold between 3 March 2023 and 17 May 2024.",
        "Affected units have been sold since June 2022.",
        "Affected units were sold until the end of 2023.",
    ),
    "de": (
        "Betroffene Geräte wurden zwischen dem 3. März 2023 und dem 17. Mai 2024 verkauft.",
        "Betroffene Geräte werden seit Juni 2022 verkauft.",
        "Betroffene Geräte wurden bis Ende 2023 verkauft.",
    ),
    "fr": (
        "Les appareils concernés ont été vendus entre le 3 mars 2023 et le 17 mai 2024.",
        "Les appareils concernés sont vendus depuis juin 2022.",
        "Les appareils concernés ont été vendus jusqu'à fin 2023.",
    ),
    "es": (
        "Las unidades afectadas se vendieron entre el 3 de marzo de 2023 y el 17 de mayo de 2024.",
        "Las unidades afectadas se venden desde junio de 2022.",
        "Las unidades afectadas se vendieron hasta finales de 2023.",
    ),
    "it": (
        "I dispositivi interessati sono stati venduti tra il 3 marzo 2023 e il 17 maggio 2024.",
        "I dispositivi interessati sono in vendita da giugno 2022.",
        "I dispositivi interessati sono stati venduti fino alla fine del 2023.",
    ),
    "nl": (
        "De betrokken toestellen zijn verkocht tussen 3 maart 2023 en 17 mei 2024.",
        "De betrokken toestellen worden sinds juni 2022 verkocht.",
        "De betrokken toestellen zijn tot eind 2023 verkocht.",
    ),
    "pl": (
        "Urządzenia objęte akcją sprzedawano od 3 marca 2023 do 17 maja 2024.",
        "Urządzenia objęte akcją są sprzedawane od czerwca 2022.",
        "Urządzenia objęte akcją sprzedawano do końca 2023 roku.",
    ),
    "pt": (
        "As unidades afetadas foram vendidas entre 3 de março de 2023 e 17 de maio de 2024.",
        "As unidades afetadas são vendidas desde junho de 2022.",
        "As unidades afetadas foram vendidas até ao final de 2023.",
    ),
    "cs": (
        "Dotčené přístroje se prodávaly od 3. března 2023 do 17. května 2024.",
        "Dotčené přístroje se prodávají od června 2022.",
        "Dotčené přístroje se prodávaly do konce roku 2023.",
    ),
    "sv": (
        "Berörda enheter såldes mellan den 3 mars 2023 och den 17 maj 2024.",
        "Berörda enheter har sålts sedan juni 2022.",
        "Berörda enheter såldes till slutet av 2023.",
    ),
    "da": (
        "Berørte enheder blev solgt mellem 3. marts 2023 og 17. maj 2024.",
        "Berørte enheder er solgt siden juni 2022.",
        "Berørte enheder blev solgt indtil udgangen af 2023.",
    ),
    "no": (
        "Berørte enheter ble solgt mellom 3. mars 2023 og 17. mai 2024.",
        "Berørte enheter er solgt siden juni 2022.",
        "Berørte enheter ble solgt frem til slutten av 2023.",
    ),
    "fi": (
        "Laitteita myytiin 3. maaliskuuta 2023 ja 17. toukokuuta 2024 välillä.",
        "Laitteita on myyty kesäkuusta 2022 lähtien.",
        "Laitteita myytiin vuoden 2023 loppuun asti.",
    ),
    "hu": (
        "Az érintett készülékeket 2023. március 3. és 2024. május 17. között árulták.",
        "Az érintett készülékeket 2022 júniusa óta árulják.",
        "Az érintett készülékeket 2023 végéig árulták.",
    ),
    "ro": (
        "Dispozitivele vizate au fost vândute între 3 martie 2023 și 17 mai 2024.",
        "Dispozitivele vizate sunt vândute din iunie 2022.",
        "Dispozitivele vizate au fost vândute până la sfârșitul anului 2023.",
    ),
    "tr": (
        "Etkilenen cihazlar 3 Mart 2023 ile 17 Mayıs 2024 arasında satıldı.",
        "Etkilenen cihazlar Haziran 2022'den beri satılıyor.",
        "Etkilenen cihazlar 2023 sonuna kadar satıldı.",
    ),
    "ru": (
        "Затронутые устройства продавались с 3 марта 2023 года по 17 мая 2024 года.",
        "Затронутые устройства продаются с июня 2022 года.",
        "Затронутые устройства продавались до конца 2023 года.",
    ),
    "uk": (
        "Ці пристрої продавалися з 3 березня 2023 року по 17 травня 2024 року.",
        "Ці пристрої продаються з червня 2022 року.",
        "Ці пристрої продавалися до кінця 2023 року.",
    ),
    "el": (
        "Οι συσκευές πωλήθηκαν από τις 3 Μαρτίου 2023 έως τις 17 Μαΐου 2024.",
        "Οι συσκευές πωλούνται από τον Ιούνιο του 2022.",
        "Οι συσκευές πωλούνταν έως το τέλος του 2023.",
    ),
    "vi": (
        "Sản phẩm được bán từ ngày 3/3/2023 đến ngày 17/5/2024.",
        "Sản phẩm được bán từ tháng 6/2022.",
        "Sản phẩm được bán đến cuối năm 2023.",
    ),
    "id": (
        "Unit terdampak dijual antara 3 Maret 2023 dan 17 Mei 2024.",
        "Unit terdampak dijual sejak Juni 2022.",
        "Unit terdampak dijual hingga akhir 2023.",
    ),
    "ar": (
        "بيعت الأجهزة المتأثرة بين 3 مارس 2023 و17 مايو 2024.",
        "تباع الأجهزة المتأثرة منذ يونيو 2022.",
        "بيعت الأجهزة المتأثرة حتى نهاية 2023.",
    ),
}
_SOLD = (("2023-03-03", "2024-05-17"), ("2022-06", None), (None, "2023"))


@pytest.mark.parametrize(
    ("language", "text", "sold"),
    [(language, text, sold) for language in sorted(SPANS) for text, sold in zip(SPANS[language], _SOLD, strict=True)],
)
def test_when_goods_were_sold_is_read_in_every_language(
    language: str, text: str, sold: tuple[str | None, str | None]
) -> None:
    (product,) = main(RECALL[language] + text, language, "2025-07-05").products
    assert (product.sold_from, product.sold_to) == sold


COUNTED = {
    "en": "Anker has received 12 reports of smoke and three people were slightly injured.",
    "de": "Anker liegen 12 Meldungen über Rauch vor, drei Menschen wurden leicht verletzt.",
    "fr": "Anker a reçu 12 signalements de fumée et trois personnes ont été légèrement blessées.",
    "es": "Anker ha recibido 12 avisos de humo y tres personas resultaron heridas leves.",
    "it": "Anker ha ricevuto 12 segnalazioni di fumo e tre persone sono rimaste lievemente ferite.",
    "nl": "Anker kreeg 12 meldingen van rook en drie mensen raakten licht gewond.",
    "pl": "Anker otrzymał 12 zgłoszeń o dymie, a trzy osoby zostały lekko ranne.",
    "pt": "A Anker recebeu 12 relatos de fumo e três pessoas ficaram ligeiramente feridas.",
    "cs": "Anker obdržel 12 hlášení o kouři a tři lidé byli lehce zraněni.",
    "sv": "Anker har fått 12 rapporter om rök och tre personer skadades lindrigt.",
    "da": "Anker har modtaget 12 meldinger om røg, og tre personer kom lettere til skade.",
    "no": "Anker har fått 12 meldinger om røyk, og tre personer ble lettere skadet.",
    "fi": "Anker on saanut 12 ilmoitusta savusta, ja kolme ihmistä loukkaantui lievästi.",
    "hu": "Az Ankerhez 12 bejelentés érkezett füstről, és három ember könnyebben megsérült.",
    "ro": "Anker a primit 12 sesizări despre fum, iar trei persoane au fost rănite ușor.",
    "tr": "Anker'e 12 duman bildirimi ulaştı ve üç kişi hafif yaralandı.",
    "ru": "Anker получила 12 сообщений о дыме, трое людей легко пострадали.",
    "uk": "Anker отримала 12 повідомлень про дим, троє людей легко травмувалися.",
    "el": "Η Anker έλαβε 12 αναφορές για καπνό και τρία άτομα τραυματίστηκαν ελαφρά.",
    "vi": "Anker đã nhận 12 báo cáo về khói và ba người bị thương nhẹ.",
    "id": "Anker menerima 12 laporan asap dan tiga orang terluka ringan.",
    "ar": "تلقت Anker 12 بلاغا عن دخان وأصيب ثلاثة أشخاص بجروح طفيفة.",
}


@pytest.mark.parametrize("language", sorted(COUNTED))
def test_reports_and_injuries_are_counted_in_every_language(language: str) -> None:
    told = main(RECALL[language] + COUNTED[language], language, "2025-07-05")
    assert told.incidents and (told.incidents.reports, told.incidents.injuries) == (12, 3)
    assert told.hazards == ["other"]


SCOPES = {
    "en": (
        "There is no recall in Germany so far.",
        "Devices in Germany are not affected.",
        "The recall applies only in Japan.",
        "It is unclear whether devices in Germany are affected.",
    ),
    "de": (
        "In Deutschland gibt es bislang keinen Rückruf.",
        "Geräte in Deutschland sind nicht betroffen.",
        "Der Rückruf gilt nur in Japan.",
        "Unklar ist, ob Geräte in Deutschland betroffen sind.",
    ),
    "fr": (
        "Il n'y a pour l'instant aucun rappel en Allemagne.",
        "Les appareils vendus en Allemagne ne sont pas concernés.",
        "Le rappel ne vaut qu'au Japon.",
        "On ignore si les appareils vendus en Allemagne sont concernés.",
    ),
    "es": (
        "De momento no hay retirada en Alemania.",
        "Los aparatos vendidos en Alemania no están afectados.",
        "La retirada solo se aplica en Japón.",
        "No está claro si los aparatos de Alemania están afectados.",
    ),
    "it": (
        "Per ora in Germania non c'è alcun richiamo.",
        "I dispositivi venduti in Germania non sono interessati.",
        "Il richiamo vale solo in Giappone.",
        "Non è chiaro se i dispositivi in Germania siano interessati.",
    ),
    "nl": (
        "In Duitsland is er vooralsnog geen terugroepactie.",
        "Toestellen in Duitsland zijn niet getroffen.",
        "De terugroepactie geldt alleen in Japan.",
        "Het is onduidelijk of toestellen in Duitsland getroffen zijn.",
    ),
    "pl": (
        "W Niemczech na razie nie ma akcji wycofania.",
        "Urządzenia w Niemczech nie są objęte akcją.",
        "Akcja dotyczy tylko Japonii.",
        "Nie wiadomo, czy urządzenia w Niemczech są objęte akcją.",
    ),
    "pt": (
        "Por enquanto não há recolha na Alemanha.",
        "Os aparelhos vendidos na Alemanha não são afetados.",
        "A recolha aplica-se apenas no Japão.",
        "Não se sabe se os aparelhos na Alemanha são afetados.",
    ),
    "cs": (
        "V Německu zatím žádné stažení není.",
        "Přístroje v Německu nejsou dotčeny.",
        "Stažení platí jen v Japonsku.",
        "Není jasné, zda jsou přístroje v Německu dotčeny.",
    ),
    "sv": (
        "I Tyskland finns det hittills ingen återkallelse.",
        "Enheter i Tyskland berörs inte.",
        "Återkallelsen gäller bara i Japan.",
        "Det är oklart om enheter i Tyskland berörs.",
    ),
    "da": (
        "I Tyskland er der foreløbig ingen tilbagekaldelse.",
        "Enheder i Tyskland er ikke berørt.",
        "Tilbagekaldelsen gælder kun i Japan.",
        "Det er uklart, om enheder i Tyskland er berørt.",
    ),
    "no": (
        "I Tyskland er det foreløpig ingen tilbakekalling.",
        "Enheter i Tyskland er ikke berørt.",
        "Tilbakekallingen gjelder bare i Japan.",
        "Det er uklart om enheter i Tyskland er berørt.",
    ),
    "fi": (
        "Saksassa ei toistaiseksi ole takaisinkutsua.",
        "Saksassa myydyt laitteet eivät kuulu takaisinkutsun piiriin.",
        "Takaisinkutsu koskee vain Japania.",
        "On epäselvää, koskeeko takaisinkutsu Saksaa.",
    ),
    "hu": (
        "Németországban egyelőre nincs visszahívás.",
        "A németországi készülékek nem érintettek.",
        "A visszahívás csak Japánban érvényes.",
        "Nem világos, hogy a németországi készülékek érintettek-e.",
    ),
    "ro": (
        "În Germania nu există deocamdată nicio rechemare.",
        "Dispozitivele din Germania nu sunt afectate.",
        "Rechemarea este valabilă doar în Japonia.",
        "Nu este clar dacă dispozitivele din Germania sunt afectate.",
    ),
    "tr": (
        "Almanya'da henüz geri çağırma yok.",
        "Almanya'daki cihazlar etkilenmiyor.",
        "Geri çağırma yalnızca Japonya'da geçerli.",
        "Almanya'daki cihazların etkilenip etkilenmediği bilinmiyor.",
    ),
    "ru": (
        "В Германии отзыва пока нет.",
        "Устройства в Германии не затронуты.",
        "Отзыв действует только в Японии.",
        "Неясно, затронуты ли устройства в Германии.",
    ),
    "uk": (
        "У Німеччині відкликання поки немає.",
        "Пристрої в Німеччині відкликання не стосується.",
        "Відкликання діє лише в Японії.",
        "Невідомо, чи стосується відкликання пристроїв у Німеччині.",
    ),
    "el": (
        "Στη Γερμανία δεν υπάρχει προς το παρόν ανάκληση.",
        "Οι συσκευές στη Γερμανία δεν επηρεάζονται.",
        "Η ανάκληση ισχύει μόνο στην Ιαπωνία.",
        "Δεν είναι γνωστό αν επηρεάζονται οι συσκευές στη Γερμανία.",
    ),
    "vi": (
        "Tại Đức hiện chưa có đợt thu hồi nào.",
        "Sản phẩm tại Đức không bị ảnh hưởng.",
        "Đợt thu hồi chỉ áp dụng tại Nhật Bản.",
        "Chưa rõ sản phẩm tại Đức có bị ảnh hưởng hay không.",
    ),
    "id": (
        "Di Jerman sejauh ini tidak ada penarikan.",
        "Perangkat di Jerman tidak terdampak.",
        "Penarikan hanya berlaku di Jepang.",
        "Belum jelas apakah perangkat di Jerman terdampak.",
    ),
    "ar": (
        "لا يوجد استدعاء في ألمانيا حتى الآن.",
        "الأجهزة في ألمانيا غير متأثرة.",
        "يقتصر الاستدعاء على اليابان.",
        "من غير الواضح ما إذا كانت الأجهزة في ألمانيا متأثرة.",
    ),
}
_SAID: tuple[tuple[list[str], list[str]], ...] = (([], []), ([], ["DE"]), (["JP"], []), ([], []))


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [(language, text, said) for language in sorted(SCOPES) for text, said in zip(SCOPES[language], _SAID, strict=True)],
)
def test_what_is_denied_exempt_alone_or_unknown_of_a_market_is_told_apart_in_every_language(
    language: str, text: str, said: tuple[list[str], list[str]]
) -> None:
    told = main(RECALL[language] + text, language, "2025-07-05")
    assert (told.recalled_in, told.not_affected_in) == said


CAUSES = {
    "en": (
        "The cause is a manufacturing defect.",
        "Foreign particles got into the cells.",
        "A welding fault is to blame.",
    ),
    "de": (
        "Ursache ist ein Herstellungsfehler.",
        "Fremdkörper gelangten in die Zellen.",
        "Schuld ist ein Schweißfehler.",
    ),
    "fr": (
        "La cause est un défaut de fabrication.",
        "Des corps étrangers ont pénétré dans les cellules.",
        "Un défaut de soudure est en cause.",
    ),
    "es": (
        "La causa es un defecto de fabricación.",
        "Entraron partículas extrañas en las celdas.",
        "Se debe a un defecto de soldadura.",
    ),
    "it": (
        "La causa è un difetto di fabbricazione.",
        "Corpi estranei sono entrati nelle celle.",
        "La colpa è di un difetto di saldatura.",
    ),
    "nl": (
        "De oorzaak is een fabricagefout.",
        "Er kwamen vreemde deeltjes in de cellen.",
        "Een lasfout is de oorzaak.",
    ),
    "pl": (
        "Przyczyną jest wada produkcyjna.",
        "Do ogniw dostały się ciała obce.",
        "Winna jest wada spawu.",
    ),
    "pt": (
        "A causa é um defeito de fabrico.",
        "Entraram partículas estranhas nas células.",
        "A culpa é de um defeito de soldadura.",
    ),
    "cs": (
        "Příčinou je výrobní vada.",
        "Do článků se dostaly cizí částice.",
        "Na vině je chyba svaru.",
    ),
    "sv": (
        "Orsaken är ett tillverkningsfel.",
        "Främmande partiklar kom in i cellerna.",
        "Ett svetsfel är orsaken.",
    ),
    "da": (
        "Årsagen er en produktionsfejl.",
        "Fremmedlegemer kom ind i cellerne.",
        "En svejsefejl er årsagen.",
    ),
    "no": (
        "Årsaken er en produksjonsfeil.",
        "Fremmedlegemer kom inn i cellene.",
        "En sveisefeil er årsaken.",
    ),
    "fi": (
        "Syynä on valmistusvirhe.",
        "Kennoihin pääsi vieraita hiukkasia.",
        "Syynä on hitsausvirhe.",
    ),
    "hu": (
        "Az ok gyártási hiba.",
        "Idegen részecskék kerültek a cellákba.",
        "Hegesztési hiba okozza.",
    ),
    "ro": (
        "Cauza este un defect de fabricație.",
        "Particule străine au intrat în celule.",
        "De vină este un defect de sudură.",
    ),
    "tr": (
        "Nedeni bir üretim hatası.",
        "Hücrelere yabancı madde girmiş.",
        "Nedeni bir kaynak hatası.",
    ),
    "ru": (
        "Причина — производственный дефект.",
        "В ячейки попали посторонние частицы.",
        "Виноват дефект сварки.",
    ),
    "uk": (
        "Причина — виробничий дефект.",
        "В елементи потрапили сторонні частки.",
        "Винен дефект зварювання.",
    ),
    "el": (
        "Αιτία είναι ένα κατασκευαστικό ελάττωμα.",
        "Ξένα σώματα μπήκαν στις κυψέλες.",
        "Φταίει ένα σφάλμα συγκόλλησης.",
    ),
    "vi": (
        "Nguyên nhân là lỗi sản xuất.",
        "Dị vật lọt vào cell pin.",
        "Do lỗi hàn.",
    ),
    "id": (
        "Penyebabnya adalah cacat produksi.",
        "Benda asing masuk ke dalam sel.",
        "Penyebabnya adalah kesalahan pengelasan.",
    ),
    "ar": (
        "السبب عيب في التصنيع.",
        "دخلت أجسام غريبة إلى الخلايا.",
        "السبب خطأ في اللحام.",
    ),
}
_VALUES = ("manufacturing_defect", "foreign_matter", "assembly_defect")


@pytest.mark.parametrize(
    ("language", "text", "cause"),
    [
        (language, text, cause)
        for language in sorted(CAUSES)
        for text, cause in zip(CAUSES[language], _VALUES, strict=True)
    ],
)
def test_causes_are_read_in_every_language(language: str, text: str, cause: str) -> None:
    assert main(RECALL[language] + text, language, "2025-07-05").causes == [cause]
