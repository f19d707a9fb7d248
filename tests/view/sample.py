"""The article of `seeds/` with facts written by hand: what the tests of the page look at."""

from __future__ import annotations

from pathlib import Path

from rdflib import Graph

from view.articles import Article

SEED = Path(__file__).parents[2] / "seeds" / "000_9dbf6399c93d94f7.txt"


def sample() -> Graph:
    """One graph with every kind of fact, every certainty, parallel relations and entities without any fact."""
    article = Article("seed", SEED.read_text(encoding="utf-8"), title="Géorgie, Kazakhstan : l'afflux de Russes", date="2022-09")
    _entities(article)
    _statements(article)
    _events(article)
    _claims(article)
    return article.graph


def _entities(a: Article) -> None:
    a.entity("georgie", "Country", "Géorgie", alias=["Georgia"], link="http://www.wikidata.org/entity/Q230")
    a.entity("kazakhstan", "Country", "Kazakhstan", "Kazakhstan", "le pays", "son pays", link="http://www.wikidata.org/entity/Q232")
    a.entity(
        "russie",
        "Country",
        "Russie",
        "Russie",
        "Moscou",
        alias=["Russia", "Fédération de Russie"],
        link="http://www.wikidata.org/entity/Q159",
    )
    a.entity("ukraine", "Country", "Ukraine", "Ukraine", "Kiev", link="http://www.wikidata.org/entity/Q212")
    a.entity("chine", "Country", "Chine", alias=["China"])
    a.entity("occident", "Place", "Occident")
    a.entity("caucase", "Place", "Caucase")
    a.entity("asie_centrale", "Place", "Asie centrale", alias=["Central Asia"])
    a.entity("ossetie", "AdministrativeArea", "Ossétie du Nord")
    a.entity("lars", "Place", "poste de contrôle de Verkhni Lars", "Verkhni Lars")
    a.entity("regions", "Place", "quatre régions ukrainiennes")
    a.entity("urss", "Country", "Union soviétique", "soviétique")
    a.entity("poutine", "Person", "Vladimir Poutine", alias=["Vladimir Putin"], link="http://www.wikidata.org/entity/Q7747")
    a.entity("tokaiev", "Person", "Kassym-Jomart Tokaïev", "Kassym-Jomart Tokaïev", "M. Tokaïev", "Le président kazakh", "a-t-il")
    a.entity(
        "min_ge",
        "GovernmentOrganization",
        "ministère de l'Intérieur de Géorgie",
        "le ministère de l'Intérieur de ce pays du Caucase",
        "le ministère",
    )
    a.entity("min_kz", "GovernmentOrganization", "ministère de l'Intérieur du Kazakhstan")
    a.entity("min_on", "GovernmentOrganization", "ministère de l'Intérieur d'Ossétie du Nord", "ministère local de l'Intérieur")
    a.entity(
        "autorites",
        "GovernmentOrganization",
        "autorités de la région russe d'Ossétie du Nord",
        "les autorités de la région russe d'Ossétie du Nord",
    )
    a.entity("commissariat", "Organization", "commissariat militaire de mobilisation")
    a.entity("union", "Organization", "union économique et douanière")
    a.entity("russes", "People", "Russes", "Russes", "citoyens russes", "citoyens Russes")
    a.entity("reservistes", "People", "réservistes", "les réservistes")
    a.entity("kazakhs", "People", "Kazakhs")
    a.entity("russophones", "People", "russophones", "les russophones")
    a.entity("mobilisation", "Event", "mobilisation partielle", "mobilisation")
    a.entity("referendums", "Event", "référendums")
    a.entity("guerre", "Event", "offensive en Ukraine", "offensive", "conflit en Ukraine")
    a.time("2022-09-21", "le 21 septembre")


def _statements(a: Article) -> None:
    frontier, allied = "deux pays frontaliers de la Russie", "Allié à la Russie"
    a.statement("georgie", "borders", "russie", frontier)
    a.statement("kazakhstan", "borders", "russie", frontier)
    a.statement("kazakhstan", "alliedWith", "russie", allied)
    a.statement("kazakhstan", "memberOf", "union", allied)
    a.statement("kazakhstan", "locatedIn", "asie_centrale", allied)
    a.statement("kazakhstan", "formerlyPartOf", "urss", allied)
    a.statement("kazakhstan", "hasMinority", "russes", "minorité ethnique russe")
    a.statement("georgie", "locatedIn", "caucase", "ce pays du Caucase")
    a.statement("poutine", "headOfState", "russie", "le président Vladimir Poutine")
    a.statement("tokaiev", "headOfState", "kazakhstan", "Kassym-Jomart Tokaïev")
    a.statement("min_ge", "partOf", "georgie", "ce pays du Caucase")
    a.statement("min_kz", "partOf", "kazakhstan", "du Kazakhstan, une")
    a.statement("min_on", "partOf", "ossetie", "Le ministère local")
    a.statement("ossetie", "locatedIn", "russie", "région russe d'Ossétie")
    a.statement("lars", "locatedIn", "ossetie", "Verkhni Lars")
    a.statement("regions", "partOf", "ukraine", "quatre régions ukrainiennes")
    a.statement("russophones", "livesIn", "ukraine", "les russophones", "reported", "russie")


def _events(a: Article) -> None:
    a.event("décréter", "poutine", "mobilisation", "décrétée", time="2022-09-21")
    a.event("arriver", "russes", "", "ont presque doublé", "reported", "min_ge", place="georgie")
    a.event("installer", "min_on", "commissariat", "installation prochaine", "planned", "min_on", place="ossetie")
    a.event("recruter", "commissariat", "reservistes", "installation prochaine", "planned", "min_on")
    a.event("partir", "reservistes", "", "installation prochaine", "reported", "min_on")
    a.event("fournir", "min_kz", "", "Il n'a toutefois", "negated")
    a.event("protéger", "kazakhstan", "russes", "protégerait", "planned", "tokaiev")
    a.event("fuir", "russes", "mobilisation", "protégerait", "reported", "tokaiev", place="kazakhstan")
    a.event("distancer", "kazakhstan", "russie", "pris ses distances", time="2022")
    a.event("organiser", "russie", "referendums", "organise des", place="regions")
    a.event("annexer", "russie", "regions", "organise des", "disputed", "ukraine", time="2022-09")
    a.event("condamner", "tokaiev", "guerre", "une nouvelle fois condamné", time="2022-09-27")
    a.event("envahir", "russie", "ukraine", "a envahi", time="2022-02")
    a.event("exterminer", "ukraine", "russophones", "génocide", "disputed", "russie")
    a.event("attaquer", "russie", "ukraine", "L'offensive de Moscou", time="2022-02")
    a.event("craindre", "kazakhs", "russie", "la crainte de devenir")
    a.event("coopérer", "kazakhstan", "occident chine", "bonnes relations")


def _claims(a: Article) -> None:
    came = a.event("arriver", "russes", "", "98.000", "reported", "min_kz", place="kazakhstan", time="2022-09-21")
    many = a.quantity("98000", "citoyens Russes", "russes kazakhstan", "98.000", "reported", "min_kz", time="2022-09-21/..")
    a.claim("min_kz", "indiquer", "a indiqué que", "98.000 citoyens Russes étaient arrivés dans le pays depuis le 21 septembre", came, many)
    day = a.quantity("10000", "arrivées", "russes georgie", "10.000 par jour", "reported", "min_ge", sign="about", per="jour")
    a.claim(
        "min_ge",
        "indiquer",
        "a indiqué le ministère",
        "Les arrivées de Russes en Géorgie ont presque doublé, à près de 10.000 par jour",
        day,
    )
    a.quantity("", "arrivées", "russes georgie", "5.000 à 6.000", "reported", "min_ge", low="5000", high="6000", sign="range", per="jour")
    a.claim("tokaiev", "ajouter", "a-t-il ajouté", "Nous devons nous occuper d'eux, assurer leur sécurité", form="direct")
    a.claim("autorites", "admettre", "ont admis", "situation tendue", form="mixed")
