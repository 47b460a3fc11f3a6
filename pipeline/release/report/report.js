"use strict";
/* Shows one part of the report at a time: follows the address, keeps the filters, searches. */
(function () {
  const { data, make, fold, link, plural, select, fragment, VALENCES } = fragments;
  const STEP = 40; // fragments drawn at once
  const WAIT = 120; // ms after a key before searching
  const KEYS = ["thema", "code", "tafel", "stem", "waardering", "reeks", "soort", "zekerheid", "verschil", "tekst", "bevinding", "fragment", "zoek"];
  const FILTERS = ["thema", "code", "tafel", "stem", "waardering", "reeks", "soort", "zekerheid", "verschil", "tekst"];
  const DIFFERENCES = [["", "alle fragmenten"], ["mensen", "mensen verschillen"], ["thema", "niet allebei dit thema"], ["waardering", "anders gewaardeerd"], ["gelijk", "mensen zijn het eens"], ["model", "mens en model verschillen"]];

  const byId = (id) => document.getElementById(id);
  const views = Array.from(document.querySelectorAll(".zicht"));
  const title = document.title;
  let state = {};
  let found = [];
  let shown = 0;
  let toTop = true; // false where the address names a row that should be in sight

  function effective() {
    const want = Object.assign({}, state);
    if (!want.reeks && want.thema && !want.verschil && !want.bevinding) want.reeks = data.geteld;
    if (want.zoek && !want.tekst) want.tekst = want.zoek;
    return want;
  }

  function more() {
    const want = effective();
    const needle = want.tekst ? fold(want.tekst) : "";
    const part = document.createDocumentFragment();
    const until = Math.min(shown + STEP, found.length);
    for (; shown < until; shown += 1) part.append(fragment(found[shown], needle, Boolean(want.fragment)));
    byId("lijst").append(part);
    byId("meer").hidden = shown >= found.length;
    byId("meer").textContent = "Toon meer fragmenten (nog " + (found.length - shown) + ")";
  }
  function draw() {
    found = select(effective());
    shown = 0;
    byId("lijst").replaceChildren();
    const tables = new Set(found.map((row) => data.fragmenten.tafel.rij[row])).size;
    byId("telling").textContent = found.length
      ? plural(found.length, "fragment", "fragmenten") + " uit " + tables + " van de " + plural(data.tafels.length, "tafel", "tafels")
      : "Geen fragmenten met deze filters: 0 van de " + plural(data.tafels.length, "tafel", "tafels") + ". Haal een filter weg.";
    more();
  }

  /* ---- the form ---- */
  function options(name, pairs) {
    const field = byId("f-" + name);
    field.replaceChildren(...pairs.map(([value, words]) => {
      const option = make("option", words);
      option.value = value;
      return option;
    }));
  }
  function subcodes(theme) {
    const all = Object.entries(data.codes).filter(([code, one]) => code !== one.thema && (!theme || one.thema === theme));
    options("code", [["", "alle"]].concat(all.map(([code, one]) => [code, one.label])));
  }
  function fillForm() {
    const f = data.fragmenten;
    options("thema", [["", "alle"]].concat(Object.entries(data.codes).filter(([code, one]) => code === one.thema).map(([code, one]) => [code, one.label])));
    subcodes("");
    options("tafel", [["", "alle"]].concat(data.tafels.map((one) => [one, one])));
    const used = new Set(f.perspectief.waarden);
    const voices = [["", "iedereen"]];
    Object.entries(data.groepen).forEach(([group, members]) => {
      const present = members.filter((one) => used.has(one));
      if (!present.length) return;
      voices.push(["groep:" + group, group + " (samen)"]);
      present.forEach((one) => voices.push([one, "– " + (data.perspectieven[one] || one)]));
    });
    options("stem", voices);
    options("waardering", [["", "alle"]].concat(VALENCES.map((one) => [one, one])));
    const series = data.coderingen.reeks.waarden.map((one) => [one, one + (one === data.geteld ? " (geteld)" : "")]);
    options("reeks", [["alle", "iedereen"]].concat(series));
    options("soort", [["", "verslag en transcript"], ["transcript", "transcript"], ["verslag", "verslag"]]);
    options("zekerheid", [["", "alle"], ["0.5", "50% of meer"], ["0.7", "70% of meer"], ["0.9", "90% of meer"]]);
    options("verschil", DIFFERENCES);
    const form = byId("filters");
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", read);
    let timer = 0;
    byId("f-tekst").addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(read, WAIT);
    });
    byId("wis").addEventListener("click", () => {
      location.hash = state.bevinding ? params({ bevinding: state.bevinding }) : state.thema ? params({ thema: state.thema }) : "fragmenten";
      if (!state.thema && !state.bevinding) go();
    });
    byId("meer").addEventListener("click", () => {
      const first = shown;
      more();
      const item = byId("lijst").children[first];
      if (item) item.querySelector("a").focus();
    });
  }
  function showForm() {
    const want = effective();
    subcodes(want.thema);
    FILTERS.forEach((name) => {
      const field = byId("f-" + name);
      const value = want[name] || (name === "reeks" ? "alle" : "");
      field.value = value;
      if (field.value !== value) field.value = name === "reeks" ? "alle" : "";
    });
  }
  function params(want) {
    return new URLSearchParams(Object.entries(want).filter(([, value]) => value)).toString();
  }
  function read() {
    const next = {};
    if (state.bevinding) next.bevinding = state.bevinding;
    FILTERS.forEach((name) => { next[name] = byId("f-" + name).value; });
    if (next.reeks === "alle" && (!next.thema || next.verschil || next.bevinding)) next.reeks = "";
    if (next.reeks === data.geteld && next.thema && !next.verschil && !next.bevinding) next.reeks = "";
    if (next.code && next.thema && data.codes[next.code].thema !== next.thema) next.code = "";
    const changed = next.thema !== (state.thema || "") || (!state.thema && (next.tafel !== (state.tafel || "")));
    state = parse(params(next));
    history.replaceState(null, "", "#" + (params(next) || "fragmenten"));
    if (changed) open(false);
    else { showForm(); draw(); }
  }

  /* ---- what is shown ---- */
  function parse(text) {
    const want = {};
    new URLSearchParams(text).forEach((value, key) => { if (KEYS.includes(key)) want[key] = value; });
    return want;
  }
  function show(ids, move) {
    views.forEach((view) => { view.hidden = !ids.includes(view.id); });
    const head = byId(ids[0]) && byId(ids[0]).querySelector("h1, h2");
    document.title = (head ? head.textContent + " – " : "") + title;
    document.querySelectorAll("nav a").forEach((anchor) => {
      const here = anchor.hash === "#" + ids[0] || (ids[0].startsWith("thema-") && anchor.hash === "#themas") || (ids[0].startsWith("tafel-") && anchor.hash === "#tafels");
      if (here) anchor.setAttribute("aria-current", "page");
      else anchor.removeAttribute("aria-current");
    });
    const alone = byId("kop-fragmenten");
    if (alone) { // the one heading of a page is of the first level
      alone.setAttribute("role", "heading");
      alone.setAttribute("aria-level", ids[0] === "fragmenten" ? "1" : "2");
    }
    if (move && head) head.focus({ preventScroll: true });
    toTop = true;
    window.scrollTo(0, 0);
  }
  function explain() {
    const text = byId("uitleg");
    const finding = state.bevinding ? data.bevindingen[state.bevinding] : null;
    text.hidden = !state.bevinding;
    text.replaceChildren();
    byId("kop-fragmenten").textContent = state.bevinding ? "Waar dit getal op rust" : "Fragmenten";
    if (!state.bevinding) return;
    if (!finding) {
      text.textContent = "Dit getal staat niet in dit rapport.";
      return;
    }
    text.append(make("strong", finding.woorden || finding.maat), ": " + finding.aantal + " van " + plural(finding.van, "tafel", "tafels") + ". Tafels: ");
    finding.tafels.forEach((table, index) => {
      if (index) text.append(", ");
      text.append(link(data.tafels[table], { tafel: data.tafels[table] }));
    });
    text.append(finding.tafels.length ? "." : "geen.");
  }
  function open(move) {
    const explorer = Boolean(data);
    let ids = explorer ? ["fragmenten"] : ["bevindingen"];
    if (state.zoek !== undefined) {
      search(state.zoek);
      ids = explorer ? ["zoeken", "fragmenten"] : ["zoeken"];
    } else if (state.thema && byId("thema-" + state.thema)) {
      ids = ["thema-" + state.thema].concat(explorer ? ["fragmenten"] : []);
    } else if (state.tafel && explorer) {
      const page = views.find((view) => view.dataset.tafel === state.tafel);
      if (page) ids = [page.id, "fragmenten"];
    }
    show(ids, move);
    if (!explorer) return;
    explain();
    showForm();
    draw();
  }
  function go(event) {
    const moved = Boolean(event);
    let hash = location.hash.slice(1);
    const key = hash.split("=")[0];
    if (hash.includes("=") && KEYS.includes(key)) {
      state = parse(hash);
      open(moved);
      return;
    }
    try { hash = decodeURIComponent(hash); } catch (error) { hash = ""; }
    const target = hash ? byId(hash) : null;
    state = {};
    if (hash === "fragmenten" && data) {
      open(moved);
      return;
    }
    const view = target ? target.closest(".zicht") : null;
    if (target && !view) { target.focus(); return; }
    show([view ? view.id : "bevindingen"], moved && (!target || target === view));
    if (!target || target === view) return;
    for (let part = target.parentElement; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    toTop = false;
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  }

  /* ---- search ---- */
  function named(one) {
    const name = one.querySelector("th");
    const words = name ? name.textContent + ": " + one.lastElementChild.textContent : one.textContent;
    return words.trim().replace(/\s+/g, " ").slice(0, 160);
  }
  function search(text) {
    const needle = fold(text || "");
    byId("zoekveld").value = text || "";
    const list = byId("zoekresultaten");
    list.replaceChildren();
    const hits = needle ? Array.from(document.querySelectorAll(".vindbaar, .zicht h1, tr[id^='cijfer-'] th")).filter((one) => !one.closest("#zoeken, #fragmenten") && fold(named(one)).includes(needle)) : [];
    const seen = new Set();
    hits.forEach((one) => {
      const view = one.closest(".zicht");
      const row = one.closest("tr[id], li[id]");
      const href = row ? "#" + encodeURIComponent(row.id) : view.id.startsWith("thema-") ? "#thema=" + view.id.slice(6) : view.dataset.tafel ? "#tafel=" + encodeURIComponent(view.dataset.tafel) : "#" + view.id;
      if (seen.has(href)) return;
      seen.add(href);
      const item = make("li");
      const anchor = make("a", named(one));
      anchor.href = href;
      const head = view.querySelector("h1, h2");
      item.append(anchor, make("span", " " + head.textContent, "waar"));
      list.append(item);
    });
    byId("zoektelling").textContent = !needle ? "Typ een woord om te zoeken." : plural(seen.size, "plaats", "plaatsen") + " in het rapport" + (data ? "; de fragmenten staan hieronder." : ".");
  }

  document.documentElement.classList.remove("zonder-script");
  byId("zoekformulier").addEventListener("submit", (event) => {
    event.preventDefault();
    location.hash = new URLSearchParams({ zoek: byId("zoekveld").value.trim() }).toString();
  });
  byId("druk-af").addEventListener("click", () => {
    const hidden = views.filter((view) => view.hidden && view.id !== "fragmenten" && view.id !== "zoeken");
    const closed = Array.from(document.querySelectorAll("details:not([open])"));
    hidden.forEach((view) => { view.hidden = false; });
    closed.forEach((part) => { part.open = true; });
    document.documentElement.classList.add("alles");
    window.print();
    document.documentElement.classList.remove("alles");
    hidden.forEach((view) => { view.hidden = true; });
    closed.forEach((part) => { part.open = false; });
  });
  document.querySelector(".sla-over").addEventListener("click", (event) => {
    event.preventDefault();
    byId("inhoud").focus();
  });
  if (data) fillForm();
  window.addEventListener("hashchange", go);
  window.addEventListener("load", () => setTimeout(() => { if (toTop) window.scrollTo(0, 0); }));
  go();
})();
