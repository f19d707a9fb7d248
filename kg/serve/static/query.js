"use strict";
/* The query page: Yasgui with this server as the only endpoint, and nothing that asks another one. */
(async () => {
  const response = await fetch("/prefixes.json");
  const prefixes = await response.json();
  const endpoint = new URL("/sparql", location.href).href;
  const declared = ["", "kg", "rdf", "rdfs", "schema"].map((name) => `PREFIX ${name}: <${prefixes[name]}>`).join("\n");
  Yasgui.Yasqe.defaults.autocompleters = ["prefixes", "variables"]; // those of classes and properties ask a server elsewhere
  window.kgQuery = new Yasgui(document.getElementById("yasgui"), {
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: false,
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    yasqe: {
      value: `${declared}\nSELECT ?person ?country ?certainty WHERE {\n  ?statement rdf:predicate kg:headOfState ; rdf:subject/rdfs:label ?person ;\n    rdf:object/rdfs:label ?country ; kg:certainty ?certainty .\n} LIMIT 100`,
      prefixCcApi: "/prefixes.json",
    },
    yasr: { prefixes },
  });
})();
