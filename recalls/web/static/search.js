// Answers any question on a site of files: loads the shards in which the terms asked for lie (see recalls/site/words.py).
"use strict";
(() => {
  const found = document.getElementById("found");
  if (!found) return;
  const form = document.getElementById("asked"), list = found.querySelector("ol"), more = found.querySelector("button");
  const status = document.getElementById("status");
  const told = found.dataset, kept = new Map();
  const load = (name) => {
    if (!kept.has(name)) kept.set(name, fetch(told.index + name + ".json").then((answer) => {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    }));
    return kept.get(name);
  };
  let pages, run, turn = 0, places = [], shown = 0;

  const fold = (text) => text.normalize("NFKD").toLowerCase().replace(/(?![\u3099\u309a])\p{Mn}/gu, "").normalize("NFC");
  const hash = (text) => {
    let value = 2166136261;
    for (const letter of text) value = Math.imul(value ^ letter.codePointAt(0), 16777619) >>> 0;
    return value;
  };
  const begins = (text, count) => [...text].slice(0, count).join("");
  const shard = (term) => {
    const key = term.startsWith("=") ? term : begins(term, run.unspaced.test(term) ? 1 : 2);
    return load("words/" + (hash(key) % pages.shards));
  };
  const spread = (distances) => {
    let place = 0;
    return distances.map((distance) => (place += distance));
  };

  // The places of a term; of all terms that begin with it where it may be a part of one.
  const ofTerm = async (term, part) => {
    const terms = await shard(term);
    if (!part) return new Set(Object.hasOwn(terms, term) ? spread(terms[term]) : []);
    const all = new Set();
    for (const one of Object.keys(terms)) if (one.startsWith(term)) for (const place of spread(terms[one])) all.add(place);
    return all;
  };
  const ofWords = (words) => {
    const asked = [];
    for (const [piece] of fold(words).matchAll(run.words)) {
      const letters = [...piece];
      if (!run.unspaced.test(piece)) asked.push(ofTerm(begins(piece, 40), letters.length >= 4));
      else if (letters.length === 1) asked.push(ofTerm(piece, true));
      else for (let at = 0; at < letters.length - 1; at++) asked.push(ofTerm(letters[at] + letters[at + 1], false));
    }
    return asked;
  };
  const ofDates = (since, until) => {
    const all = new Set();
    let place = 0;
    for (const [first, last, count] of pages.dates) {
      const fits = first && (!since || last >= since.slice(0, 7)) && (!until || first <= until.slice(0, 7) + "~");
      for (let end = place + count; place < end; place++) if (fits) all.add(place);
    }
    return all;
  };
  const answer = async (question) => {
    const asked = ofWords(question.get("q") || "");
    for (const name of pages.facets) {
      const value = (question.get(name) || "").trim();
      if (value) asked.push(ofTerm("=" + name + ":" + value.toLowerCase(), false));
    }
    if (question.get("since") || question.get("until")) asked.push(ofDates(question.get("since"), question.get("until")));
    const sets = await Promise.all(asked);
    if (!sets.length) return Array.from({ length: pages.recalls }, (_, place) => place);
    return [...sets[0]].filter((place) => sets.every((set) => set.has(place))).sort((one, other) => one - other);
  };

  const show = async () => {
    const mine = turn, next = places.slice(shown, shown + pages.chunk);
    const chunks = await Promise.all(next.map((place) => load(told.entries + "/" + Math.floor(place / pages.chunk))));
    if (mine !== turn) return;
    next.forEach((place, at) => list.insertAdjacentHTML("beforeend", chunks[at][place % pages.chunk]));
    shown += next.length;
    more.hidden = shown >= places.length;
  };
  const ask = async () => {
    const mine = ++turn, question = new URLSearchParams(location.search);
    for (const field of form.elements) if (field.name) field.value = question.get(field.name) || "";
    const asked = [...question].some(([name, value]) => value && form.elements[name]);
    try {
      if (!pages) {
        pages = await load("index");
        run = { unspaced: new RegExp("^[" + pages.unspaced + "]", "u") };
        run.words = new RegExp("[" + pages.unspaced + "]+|(?:(?![" + pages.unspaced + "])[\\p{L}\\p{N}])+", "gu");
      }
      const fitting = asked ? await answer(question) : [];
      if (mine !== turn) return;
      list.replaceChildren();
      [places, shown] = [fitting, 0];
      more.hidden = true;
      await show();
      if (mine !== turn) return;
      // Told when they stand there: who hears it can read on.
      const count = fitting.length.toLocaleString(document.documentElement.lang);
      status.textContent = !asked ? "" : fitting.length === 0 ? told.none
        : fitting.length === 1 ? told.one : told.many.replace("{count}", count);
    } catch {
      if (mine === turn) status.textContent = told.failed;
    }
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const question = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
    history.pushState(null, "", question.size ? "?" + question : location.pathname);
    ask();
  });
  more.addEventListener("click", async () => {
    const first = list.children.length;
    await show();
    list.children[first]?.querySelector("a")?.focus();
  });
  addEventListener("popstate", ask);
  ask();
})();
