"use strict";
/* The fragments of the team's edition: which of them fit a wish, and how one is shown. Reads only what
   is in the page; every word of the material is set as text, never as HTML. */
const fragments = (function () {
  const AROUND = 2; // fragments of context on either side
  const VALENCES = ["succesfactor", "knelpunt", "verbeterpunt", "neutraal"];
  const source = document.getElementById("gegevens");
  const data = source ? JSON.parse(source.textContent) : null;

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
  function quoteIsFrisian(row) {
    return cell(data.fragmenten.taal, row) === "fy";
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
    const translation = (f.vertaling || {})[row];
    if (translation) card.append(make("p", "Vertaling: ‘" + translation + "’", "vertaling"));
    else if (quoteIsFrisian(row)) card.append(make("p", "(Fries)", "vertaling"));
    if (tags.children.length) card.append(tags);
    card.append(button);
    if (open) toggle();
    item.append(card);
    return item;
  }
  if (data) prepare();
  return { data, make, fold, link, plural, select, fragment, VALENCES };
})();
