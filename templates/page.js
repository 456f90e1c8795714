"use strict";
// The reading tools of the self-contained page.  Without this script the page reads on as it is.
(() => {
  const byId = (name) => document.getElementById(name);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const root = document.documentElement;
  const main = byId("main");

  // -- night and day ------------------------------------------------------------------------------

  const remembered = {
    get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* not allowed here */ } },
  };
  const system = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => {
    const chosen = remembered.get("reportgen-night");
    const isNight = chosen === null ? system.matches : chosen === "yes";
    root.classList.toggle("night", isNight);
    byId("dark").setAttribute("aria-pressed", String(isNight));
  };
  byId("dark").addEventListener("click", () => {
    remembered.set("reportgen-night", root.classList.contains("night") ? "no" : "yes");
    if (remembered.get("reportgen-night") === null) {
      root.classList.toggle("night");
      byId("dark").setAttribute("aria-pressed", String(root.classList.contains("night")));
    } else paint();
  });
  system.addEventListener("change", paint);
  paint();

  // -- filters: outlets and theme -----------------------------------------------------------------

  const chips = all("[data-chip]");
  const themes = byId("theme");
  const filtered = all("[data-outlets], [data-theme]", main);
  const columns = all("[data-column]", main);
  // what may lose all that it holds, from the inside out
  const holders = all(".cards, .group, .thread, .denied, .theme-block, details.line, .more-themes, section", main).reverse();

  const isShown = (element, on, theme) => {
    const outlets = element.dataset.outlets;
    if (outlets !== undefined && !outlets.split(" ").some((one) => on.has(one))) return false;
    return !theme || element.dataset.theme === undefined || element.dataset.theme === theme;
  };
  const filter = () => {
    const on = new Set(chips.filter((chip) => chip.getAttribute("aria-pressed") === "true").map((chip) => chip.dataset.chip));
    const theme = themes.value;
    for (const element of filtered) element.hidden = !isShown(element, on, theme);
    for (const cell of columns) cell.hidden = !on.has(cell.dataset.column);
    for (const holder of holders) holder.hidden = false; // what was empty may be so no longer
    for (const holder of holders) {
      const held = all("[data-outlets], tr[data-theme], .theme-block, details.line", holder);
      if (held.length) holder.hidden = held.every((one) => one.hidden || one.closest("[hidden]")) || !isShown(holder, on, theme);
    }
    if (theme) for (const line of all("details.line:not([hidden])", main)) line.open = true;
    byId("reset").hidden = on.size === chips.length && !theme;
    byId("nothing").hidden = on.size > 0;
    search({ stay: true });
  };
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      filter();
    });
  }
  themes.addEventListener("change", () => {
    filter();
    const found = themes.value && document.getElementById(`theme-${themes.value}`);
    if (found) found.scrollIntoView({ block: "start" });
  });
  const reset = () => {
    for (const chip of chips) chip.setAttribute("aria-pressed", "true");
    themes.value = "";
    filter();
  };
  byId("reset").addEventListener("click", () => { reset(); byId("search").focus(); });

  // -- search: one spelling for one word, as the program folds it ----------------------------------

  const SKIPPED = /[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0640\u0621\u200b-\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff]/;
  const FOLDED = {
    "\u0622": "\u0627", "\u0623": "\u0627", "\u0625": "\u0627", "\u0671": "\u0627", "\u0649": "\u064a",
    "\u06cc": "\u064a", "\u0629": "\u0647", "\u0624": "\u0648", "\u0626": "\u064a", "\u06a9": "\u0643",
  };
  // what each letter becomes; 0 is nothing.  A table, as a long page has a million letters
  const SPACE = 0x20;
  const LETTERS = Uint16Array.from({ length: 0x10000 }, (_, code) => code);
  for (let code = 0; code < 0xffff; code = code === 0x6ff ? 0x2000 : code === 0x206f ? 0x3000 : code === 0x3000 ? 0xfeff : code + 1) {
    const letter = String.fromCharCode(code);
    let one = (FOLDED[letter] ?? letter.toLowerCase()).charCodeAt(0);
    if (code >= 0x660 && code <= 0x669) one = code - 0x660 + 0x30;
    if (code >= 0x6f0 && code <= 0x6f9) one = code - 0x6f0 + 0x30;
    if (/\s/.test(letter)) one = SPACE;
    LETTERS[code] = SKIPPED.test(letter) ? 0 : one;
  }
  // returns the folded text; `from`, where given, gets the place each of its letters came from
  const decoder = new TextDecoder("utf-16le");
  const fold = (text, from = null) => {
    const folded = new Uint16Array(text.length);
    let size = 0;
    for (let at = 0; at < text.length; at += 1) {
      const one = LETTERS[text.charCodeAt(at)];
      if (!one || (one === SPACE && size && folded[size - 1] === SPACE)) continue;
      if (from) from.push(at);
      folded[size] = one;
      size += 1;
    }
    return decoder.decode(folded.subarray(0, size));
  };

  let units = null;
  const readUnits = () => all("p, th, td, h1, h2, h3, h4, li, summary", main)
    .filter((unit) => !unit.querySelector("p, li, table"))
    .map((unit) => {
      const nodes = [];
      let text = "";
      const walker = document.createTreeWalker(unit, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        nodes.push({ node: walker.currentNode, start: text.length });
        text += walker.currentNode.data;
      }
      return { unit, nodes, text, folded: fold(text) };
    });
  const placeOf = (nodes, at) => {
    let low = 0;
    for (let high = nodes.length - 1; low < high;) {
      const middle = Math.ceil((low + high) / 2);
      if (nodes[middle].start <= at) low = middle; else high = middle - 1;
    }
    return [nodes[low].node, at - nodes[low].start];
  };
  const box = byId("search");
  let hits = [];
  let current = -1;
  const MOST_HITS = 2000;

  const find = (wanted) => {
    const found = [];
    units ??= readUnits();
    for (const { unit, nodes, text, folded } of units) {
      let at = folded.indexOf(wanted);
      if (at < 0 || unit.closest("[hidden]")) continue;
      const from = [];
      fold(text, from);
      for (; at >= 0 && found.length < MOST_HITS; at = folded.indexOf(wanted, at + wanted.length)) {
        const range = document.createRange();
        range.setStart(...placeOf(nodes, from[at]));
        const [node, offset] = placeOf(nodes, from[at + wanted.length - 1]);
        range.setEnd(node, offset + 1);
        found.push({ range, unit });
      }
    }
    return found;
  };
  const number = (count) => new Intl.NumberFormat(byId("found").dataset.digits === "arabic" ? "ar-u-nu-arab" : "en").format(count);
  const show = () => {
    if (window.CSS?.highlights) {
      CSS.highlights.set("hit", new Highlight(...hits.map((hit) => hit.range)));
      CSS.highlights.set("current", new Highlight(...(hits[current] ? [hits[current].range] : [])));
    } else {
      for (const unit of all(".hit-unit")) unit.classList.remove("hit-unit");
      for (const hit of hits) hit.unit.classList.add("hit-unit");
    }
    if (!hits[current]) return;
    for (let line = hits[current].unit.closest("details"); line; line = line.parentElement.closest("details")) line.open = true;
    hits[current].unit.scrollIntoView({ block: "center" });
  };
  function search({ stay = false } = {}) {
    const wanted = fold(box.value).trim();
    hits = wanted.length > 1 ? find(wanted) : [];
    current = hits.length && !stay ? 0 : -1;
    byId("found").textContent = wanted.length > 1 ? byId("found").dataset.found + number(hits.length) : "";
    show();
  }
  const step = (by) => {
    if (!hits.length) { search(); return; }
    current = (current + by + hits.length) % hits.length;
    show();
  };
  let typing;
  box.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(search, 120); });
  byId("search-form").addEventListener("submit", (event) => { event.preventDefault(); step(1); });
  byId("search-previous").addEventListener("click", () => step(-1));

  // -- citations: the sentence in its paragraph, and the quote with its source ----------------------

  const dialog = byId("source");
  const words = (element) => (element?.textContent ?? "").replace(/\s+/g, " ").trim();
  // asked for at every citation: looking through a long page each time would take it a second
  const marks = new Map();
  for (const mark of all("mark[data-cited]", main)) {
    const { cited } = mark.dataset;
    if (marks.has(cited)) marks.get(cited).push(mark); else marks.set(cited, [mark]);
  }
  const marksOf = (id) => marks.get(id) ?? [];
  const articleOf = (element) => element.closest("article.text");
  const creditOf = (article) => {
    const title = article.querySelector("h3").cloneNode(true);
    title.querySelector(".theme-number")?.remove();
    const parts = [".tag-name", null, ".when"].map((part) => (part ? words(article.querySelector(part)) : words(title)));
    const address = article.querySelector(".address")?.href;
    return [...new Set([...parts, address].filter(Boolean))].join(" · ");
  };
  // a sentence is whole in the appendix, though its quote may have been cut
  const citationOf = (ids) => {
    const cited = ids.flatMap(marksOf);
    if (!cited.length) return null;
    const quoted = cited.map((mark) => mark.textContent).join(" ").replace(/\s+/g, " ").trim();
    const isRtl = cited[0].closest("[dir]").dir === "rtl";
    return `${isRtl ? "«" : "“"}${quoted}${isRtl ? "»" : "”"}\n${creditOf(articleOf(cited[0]))}`;
  };
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      (dialog.open ? dialog : document.body).append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  };
  const copyFrom = async (button, ids) => {
    const text = citationOf(ids);
    if (!text) return;
    await copy(text);
    const before = button.getAttribute("aria-label") ?? button.textContent;
    const say = (said) => {
      if (button.hasAttribute("aria-label")) button.setAttribute("aria-label", said);
      else button.textContent = said;
    };
    say(byId("source-copy").dataset.done);
    button.classList.add("done");
    setTimeout(() => { say(before); button.classList.remove("done"); }, 1500);
  };
  const open = (id) => {
    const cited = marksOf(id);
    if (!cited.length) return false;
    const paragraph = cited[0].closest(".paragraph");
    const shown = paragraph.cloneNode(true);
    for (const element of [shown, ...all("[id]", shown)]) element.removeAttribute("id");
    for (const mark of all("mark", shown)) mark.classList.toggle("here", mark.dataset.cited === id);
    byId("source-text").replaceChildren(shown);
    byId("source-who").textContent = creditOf(articleOf(paragraph));
    byId("source-open").href = `#${paragraph.id}`;
    byId("source-copy").dataset.sentence = id;
    dialog.showModal();
    shown.querySelector("mark.here")?.scrollIntoView({ block: "center" });
    return true;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-open]");
    if (link && !event.ctrlKey && !event.metaKey && open(link.dataset.open)) event.preventDefault();
  });
  byId("source-copy").addEventListener("click", (event) => copyFrom(event.currentTarget, [event.currentTarget.dataset.sentence]));
  byId("source-open").addEventListener("click", () => {
    dialog.close();
    reset();
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });

  // A button beside each citation for the hand; the keyboard finds the same in the window.
  for (const cite of all(".cite", main)) {
    const ids = all("q[data-sentence]", cite.closest("li, p, td")?.matches("p.who") ? cite.closest("li, .core") ?? cite.parentElement : cite.closest("p, td") ?? cite.parentElement).map((quote) => quote.dataset.sentence);
    const link = cite.querySelector("a[data-open]");
    if (!link || !marksOf(link.dataset.open).length) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.tabIndex = -1;
    button.setAttribute("aria-label", byId("source-copy").textContent);
    button.title = byId("source-copy").textContent;
    button.addEventListener("click", () => copyFrom(button, ids.length ? ids : [link.dataset.open]));
    cite.after(button);
  }

  // -- keys, paper ----------------------------------------------------------------------------------

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, select, textarea");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "Escape" && event.target === box) {
      box.value = "";
      search({ stay: true });
    }
  });
  // what comes near is laid out only then, and may push the target of a link away again
  let landing = null;
  const stay = (target) => {
    let still = 0, frames = 0;
    landing = target;
    const hold = () => {
      if (landing !== target || still === 12 || frames++ === 240) return;
      const before = scrollY;
      target.scrollIntoView({ behavior: "instant" });
      still = scrollY === before ? still + 1 : 0;
      requestAnimationFrame(hold);
    };
    requestAnimationFrame(hold);
  };
  for (const kind of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    addEventListener(kind, () => { landing = null; }, { passive: true });
  }
  // a link into a closed line opens it
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const line = target && target.closest("details");
    if (line && !line.open) line.open = true;
    if (target) stay(target);
  };
  addEventListener("hashchange", reveal);
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details:not([open])", main);
    for (const line of closed) line.open = true;
    root.classList.remove("night");
  });
  addEventListener("afterprint", () => {
    for (const line of closed) line.open = false;
    paint();
  });
  byId("tools").hidden = false;
  reveal();
})();
