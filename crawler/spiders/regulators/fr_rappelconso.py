"""The recalls that France collects (RappelConso).

Domain: data.economie.gouv.fr (the data), rappel.conso.gouv.fr (the pages it points to)
Caveats: Words are in lower case. "¤" and "|" part the values of a field; identification_produits parts GTIN, batch
    and dates by "$". A sheet keeps its number (numero_fiche) and counts its versions: the number is the key.
    An answer holds a hundred records at most, and ten thousand in all.
Interface: /api/explore/v2.1/catalog/datasets/rappelconso-v2-gtin-espaces/records (Opendatasoft Explore API), JSON
Seen: 2026-11-22, in answers that public clients of it keep; search() in the platform's documentation
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar
from urllib.parse import quote

from scrapy import Request
from scrapy.http import Response

from crawler.described import Form
from crawler.platforms.open_data import Fields, OpenData
from db.records import Document

DATASET = "https://data.economie.gouv.fr/api/explore/v2.1/catalog/datasets/rappelconso-v2-gtin-espaces"
PAGE_SIZE = 100
MOST_RECORDS = 10_000


class RappelConso(OpenData):
    """See the module's docstring."""

    name = "fr-rappelconso"
    title = "RappelConso"
    kind = "regulator"
    market = "FR"
    language = "fr"
    timezone = "Europe/Paris"
    hosts = ("data.economie.gouv.fr", "rappel.conso.gouv.fr")
    own_pages = r"rappel"
    homepage = "https://rappel.conso.gouv.fr"
    licence = "Licence Ouverte 2.0"
    max_bytes = 20_000_000
    checked = "2026-11-22"
    checked_by = "answers that public clients keep"
    lists_everything = False
    forms = (Form(r"/rappelconso-v2-gtin-espaces/records\?", "recalls", listing=True),)
    fields: ClassVar[Fields] = {
        **dict.fromkeys(("id", "rappel_guid", "numero_version", "date_publication", "numero_contact")),
        **dict.fromkeys(("lien_vers_la_fiche_rappel", "lien_vers_affichette_pdf", "liens_vers_les_images")),
        **dict.fromkeys(("lien_vers_la_liste_des_produits", "lien_vers_la_liste_des_distributeurs")),
        **dict.fromkeys(("nature_juridique_rappel", "temperature_conservation", "marque_salubrite"), "ignored"),
        **dict.fromkeys(("date_de_fin_de_la_procedure_de_rappel", "preconisations_sanitaires"), "ignored"),
        "numero_fiche": "reference",
        "libelle": "title",
        "categorie_produit": "ignored",
        "sous_categorie_produit": "category",
        "marque_produit": "brand",
        "modeles_ou_references": "model",
        "identification_produits": "identification",
        "identification_produits[]": "identification",
        "gtin": "gtin",
        "conditionnements": "identification",
        "date_debut_commercialisation": "sold",
        "date_date_fin_commercialisation": "sold",
        "informations_complementaires": "text",
        "informations_complementaires_publiques": "text",
        "zone_geographique_de_vente": "market",
        "distributeurs": "seller",
        "motif_rappel": "cause",
        "risques_encourus": "hazard",
        "description_complementaire_risque": "hazard",
        "conduites_a_tenir_par_le_consommateur": "remedy",
        "modalites_de_compensation": "remedy",
    }

    def listings(self) -> Iterable[Request]:
        for word in self.queries or ("",):
            yield from self._search(word, 0)

    def _search(self, word: str, start: int) -> Iterator[Request]:
        where = f"where=search(%22{quote(word)}%22)&" if word else ""
        address = f"{DATASET}/records?{where}order_by=date_publication%20desc&limit={PAGE_SIZE}&offset={start}"
        return self.visit(address, self.recalls, listing=True, word=word, start=start)

    def recalls(self, response: Response, word: str = "", start: int | None = None) -> Iterator[Document | Request]:
        """One page of records."""
        yield from self.records(response, self._recall, at="results")
        total = int(self.json(response).get("total_count") or 0)
        if start == 0:
            self.tally.bounded = self.tally.bounded or total > MOST_RECORDS
            for further in range(PAGE_SIZE, min(total, MOST_RECORDS), PAGE_SIZE):
                yield from self._search(word, further)

    def _recall(self, response: Response, record: dict[str, Any]) -> Document | None:
        number = str(record["numero_fiche"])
        if not self.saw(number):
            return None
        links = {
            "attachment": tuple(re.split(r"[| ]+", record.get("liens_vers_les_images") or "")),
            "more": (record.get("lien_vers_affichette_pdf") or "",),
        }
        return self.document(
            response,
            number,
            self.parts(record, f"sheet {number}", lambda words: re.sub(r"[¤|]+", "\n", words).strip()),
            url=record.get("lien_vers_la_fiche_rappel"),
            published=record.get("date_publication"),
            links={relation: found for relation, found in links.items() if any(found)},
        )
