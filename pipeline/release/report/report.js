"use strict";
/* Shows one part of the report at a time, filters fragments and searches. Reads only what is in the
   page; every word of the material is set as text, never as HTML. */
(function () {
  const STEP = 40; // fragments drawn at once
  const AROUND = 2; // fragments of context on either side
  const WAIT = 120; // ms after a key before searching
  const KEYS = ["thema", "code", "tafel", "stem", "waardering", "reeks", "soort", "zekerheid", "verschil", "tekst", "bevinding", "fragment", "zoek"];
  const FILTERS = ["thema", "code", "tafel", "stem", "waardering", "reeks", "soort", "zekerheid", "verschil", "tekst"];
  const VALENCES = ["succesfactor", "knelpunt", "verbeterpunt", "neutraal"];
  const DIFFERENCES = [["", "alle fragmenten"], ["mensen", "mensen verschillen"], ["thema", "niet allebei dit thema"], ["waardering", "anders gewaardeerd"], ["gelijk", "mensen zijn het eens"], ["model", "mens en model verschillen"]];

  const byId = (id) => document.getElementById(id);
  const views = Array.from(document.querySelectorAll(".zicht"));
  const title = document.title;
  const source = byId("gegevens");
  const data = source ? JSON.parse(source.textContent) : null;
  let state = {};
  let found = [];
  let shown = 0;
  let toTop = true; // false where the address names a row that should be in sight

  function make(tag, words, kind) {
    const element = document.createElement(tag);
    if (words) element.textContent = words;
    if (kind) element.className = kind;
    return element;
  }
  function fold(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }
  function link(words, params, kind) {
    const anchor = make("a", words, kind);
    anchor.href = "#" + new URLSearchParams(params).toString();
    return anchor;
  }
  function plural(number, one, many) {
    return number + " " + (number === 1 ? one : many);
  }

  /* ---- the data, by fragment ---- */
  const cell = (column, row) => column.waarden[column.rij[row]];
  let codingsOf = [];
  let folded = null;
  function prepare() {
    const total = data.fragmenten.id.length;
    codingsOf = Array.from({ length: total }, () => []);
    data.coderingen.rij.forEach((row, index) => codingsOf[row].push(index));
  }
  function coding(index) {
    const c = data.coderingen;
    const code = cell(c.code, index);
    return {
      code: code,
      thema: code && data.codes[code] ? data.codes[code].thema : "",
      reeks: cell(c.reeks, index),
      bron: cell(c.bron, index),
      waardering: cell(c.waardering, index),
      status: cell(c.status, index),
      twijfel: c.twijfel[index],
      zekerheid: c.zekerheid[index],
    };
  }
  function label(code) {
    return data.codes[code] ? data.codes[code].label : code;
  }

  /* ---- filters ---- */
  function fits(one, want) {
    return (!want.thema || one.thema === want.thema)
      && (!want.code || one.code === want.code)
      && (!want.waardering || one.waardering === want.waardering)
      && (!want.reeks || want.reeks === "alle" || one.reeks === want.reeks)
      && (!want.zekerheid || one.zekerheid === null || one.zekerheid >= Number(want.zekerheid));
  }
  function aboutCodes(want) {
    return Boolean(want.thema || want.code || want.waardering || want.zekerheid || (want.reeks && want.reeks !== "alle"));
  }
  function judgements(row, people) {
    const by = new Map();
    codingsOf[row].map(coding).filter((one) => people ? one.bron === "mens" : one.bron !== "regel").forEach((one) => {
      const key = people ? one.reeks : one.bron;
      if (!by.has(key)) by.set(key, new Map());
      if (one.thema) by.get(key).set(one.thema, one.waardering);
    });
    return by;
  }
  function differs(row, want) {
    const kind = want.verschil;
    const by = judgements(row, kind !== "model");
    if (kind === "model") {
      if (!by.has("mens")) return false;
      if (!by.has("model")) by.set("model", new Map());
    }
    const sides = Array.from(by.values());
    if (sides.length < 2) return false;
    const themes = want.thema ? [want.thema] : Array.from(new Set(sides.flatMap((side) => Array.from(side.keys()))));
    const used = themes.filter((theme) => sides.some((side) => side.has(theme)));
    const split = used.filter((theme) => !sides.every((side) => side.has(theme)));
    const valued = used.filter((theme) => !split.includes(theme) && new Set(sides.map((side) => side.get(theme))).size > 1);
    if (kind === "thema") return split.length > 0;
    if (kind === "waardering") return valued.length > 0;
    if (kind === "gelijk") return want.thema ? used.length > 0 && split.length === 0 : split.length === 0;
    return split.length + (kind === "model" ? 0 : valued.length) > 0;
  }
  function speaks(row, stem) {
    const f = data.fragmenten;
    return stem.startsWith("groep:") ? cell(f.groep, row) === stem.slice(6) : cell(f.perspectief, row) === stem;
  }
  function select(want) {
    const f = data.fragmenten;
    const needle = want.tekst ? fold(want.tekst) : "";
    if (needle && !folded) folded = f.tekst.map(fold);
    const finding = want.bevinding ? data.bevindingen[want.bevinding] : null;
    const rows = want.bevinding ? (finding ? finding.fragmenten : []) : f.id.keys();
    const out = [];
    const codes = aboutCodes(want);
    for (const row of rows) {
      if (want.fragment && f.id[row] !== want.fragment) continue;
      if (want.tafel && cell(f.tafel, row) !== want.tafel) continue;
      if (want.soort && cell(f.soort, row) !== want.soort) continue;
      if (want.stem && !speaks(row, want.stem)) continue;
      if (needle && !folded[row].includes(needle)) continue;
      if (want.verschil && !differs(row, want)) continue;
      if (codes && !(want.verschil && !want.waardering && !want.code) && !codingsOf[row].some((index) => fits(coding(index), want))) continue;
      out.push(row);
    }
    return out;
  }
  function effective() {
    const want = Object.assign({}, state);
    if (!want.reeks && want.thema && !want.verschil && !want.bevinding) want.reeks = data.geteld;
    if (want.zoek && !want.tekst) want.tekst = want.zoek;
    return want;
  }

  /* ---- fragments on the page ---- */
  function who(row) {
    const f = data.fragmenten;
    const role = cell(f.rol, row);
    const perspective = data.perspectieven[cell(f.perspectief, row)] || cell(f.perspectief, row);
    const report = cell(f.soort, row) === "verslag";
    if (report) return perspective ? "volgens het verslag: " + perspective.toLowerCase() : "verslag";
    return [cell(f.spreker, row), role || perspective].filter(Boolean).join(", ") || "onbekend";
  }
  function words(row, needle) {
    const f = data.fragmenten;
    const quote = make("blockquote");
    quote.lang = cell(f.taal, row);
    const text = f.tekst[row];
    const flat = needle ? fold(text) : "";
    if (!needle || flat.length !== text.length) {
      quote.textContent = text;
      return quote;
    }
    let from = 0;
    for (let at = flat.indexOf(needle); at >= 0; at = flat.indexOf(needle, from)) {
      quote.append(text.slice(from, at), make("mark", text.slice(at, at + needle.length)));
      from = at + needle.length;
    }
    quote.append(text.slice(from));
    return quote;
  }
  function tag(one) {
    const item = make("li", "", "label " + (one.waardering || "geen") + (one.bron === "model" ? " voorstel" : ""));
    const name = one.code ? label(one.code) : "beoordeeld, geen thema";
    const parts = [one.waardering, one.bron === "model" ? "voorstel van het model" : one.reeks];
    if (one.zekerheid !== null) parts.push(Math.round(one.zekerheid * 100) + "%");
    if (one.twijfel) parts.push("twijfel");
    if (one.bron === "model" && one.status === "bevestigd") parts.push("bevestigd");
    if (VALENCES.includes(one.waardering)) item.append(make("span", "", "merk " + one.waardering));
    item.append(make("strong", name), " " + parts.filter(Boolean).join(", "));
    return item;
  }
  function neighbour(row, step) {
    const f = data.fragmenten;
    const other = row + step;
    const same = other >= 0 && other < f.id.length && f.tafel.rij[other] === f.tafel.rij[row] && f.document.rij[other] === f.document.rij[row];
    return same ? other : -1;
  }
  function context(row, steps) {
    const part = make("div", "", "omheen");
    steps.map((step) => neighbour(row, step)).filter((other) => other >= 0).forEach((other) => {
      const line = make("p");
      line.lang = cell(data.fragmenten.taal, other);
      line.append(make("span", who(other) + ": ", "wie"), data.fragmenten.tekst[other]);
      part.append(line);
    });
    return part;
  }
  function fragment(row, needle, open) {
    const f = data.fragmenten;
    const item = make("li");
    const card = make("article", "", "fragment");
    const head = make("p", "", "bron");
    head.append(link(cell(f.tafel, row), { tafel: cell(f.tafel, row) }), " · ", make("strong", who(row)), " · ");
    head.append(link(f.id[row].split("/").slice(1).join("/"), { fragment: f.id[row] }, "vast"));
    if (cell(f.kop, row)) head.append(" · onder ‘" + cell(f.kop, row) + "’");
    if (!f.telt[row]) head.append(" · telt niet mee");
    const text = words(row, needle);
    const button = make("button", "Toon wat eromheen staat", "klein");
    button.type = "button";
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-label", "Toon wat eromheen staat bij " + f.id[row]);
    const before = Array.from({ length: AROUND }, (_, i) => i - AROUND);
    const after = Array.from({ length: AROUND }, (_, i) => i + 1);
    function toggle() {
      const opened = button.getAttribute("aria-expanded") === "true";
      card.querySelectorAll(".omheen").forEach((part) => part.remove());
      if (!opened) {
        text.before(context(row, before));
        text.after(context(row, after));
      }
      button.setAttribute("aria-expanded", String(!opened));
      button.textContent = opened ? "Toon wat eromheen staat" : "Verberg wat eromheen staat";
      button.setAttribute("aria-label", button.textContent + " bij " + f.id[row]);
    }
    button.addEventListener("click", toggle);
    const tags = make("ul", "", "labels");
    tags.setAttribute("aria-label", "Codes");
    codingsOf[row].map(coding).forEach((one) => tags.append(tag(one)));
    card.append(head, text);
    if (tags.children.length) card.append(tags);
    card.append(button);
    if (open) toggle();
    item.append(card);
    return item;
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
    text.append(make("strong", finding.woorden || finding.maat), ": " + finding.aantal + " van " + finding.van + " tafels. Tafels: ");
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
  if (data) {
    prepare();
    fillForm();
  }
  window.addEventListener("hashchange", go);
  window.addEventListener("load", () => setTimeout(() => { if (toTop) window.scrollTo(0, 0); }));
  go();
})();
