"use strict";
/* The review page. All that it shows of a text is put in as text, never as markup. */
const $ = (id) => document.getElementById(id);
const GROUPS = [["doubtful", "Proposed"], ["likely", "Likely"], ["sure", "Sure"], ["by hand", "By hand"]];
const STATES = {
  proposed: "proposed, not made", refused: "not made", likely: "made; worth a look", sure: "made", hand: "corrected by hand",
};
const SAID = { accept: ", accepted", refuse: ", refused" };
const panes = { left: { node: $("left"), blocks: [], signs: [] }, right: { node: $("right"), blocks: [], signs: [] } };
let state = null;
let repairs = new Map();
let order = [];
let current = "";
let waiting = new Map(); // decided here, not yet answered by the press
let asking = false;
let ended = false;
let place = null; // what the editor corrects

/* Talking to the press */
async function ask(name, body) {
  let answer;
  try {
    answer = await fetch(name, body === undefined ? {} : {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
  } catch {
    throw new Error("Handpress has ended: nothing more can be decided here.");
  }
  if (!answer.headers.get("Content-Type").startsWith("application/json")) throw new Error(await answer.text());
  const told = await answer.json();
  if (told.error) throw new Error(told.error + (told.cure ? `\n${told.cure}` : ""));
  return told;
}

async function settle() { // one question at a time; what is decided meanwhile goes together
  if (asking) return;
  asking = true;
  while (waiting.size) {
    const sent = new Map(waiting);
    try {
      take((await ask("decide", { verdicts: [...sent].map(([id, verdict]) => ({ id, verdict })) })).state, sent);
    } catch (error) {
      for (const id of sent.keys()) waiting.delete(id);
      tell(error.message);
      draw();
    }
  }
  asking = false;
}

async function change(name, body) { // a change that is not a verdict: after those that wait
  while (asking) await new Promise((done) => setTimeout(done, 30));
  asking = true;
  try {
    take((await ask(name, body)).state, new Map());
  } finally {
    asking = false;
  }
  settle();
}

function take(next, sent) {
  for (const [id, verdict] of sent) if (waiting.get(id) === verdict) waiting.delete(id);
  const at = repairs.get(current)?.raw;
  state = next;
  repairs = new Map(state.repairs.map((item) => [item.id, item]));
  patch(panes.left, state.left, leftBlock);
  patch(panes.right, state.right, rightBlock);
  if (!repairs.has(current)) current = nearest(at);
  draw();
  reveal();
}

function nearest(raw) {
  if (raw === undefined) return state.repairs[0]?.id ?? "";
  let best = "", distance = Infinity;
  for (const item of state.repairs) {
    if (Math.abs(item.raw - raw) < distance) [best, distance] = [item.id, Math.abs(item.raw - raw)];
  }
  return best;
}

/* Panes */
function patch(pane, blocks, make) { // only the blocks that read otherwise than before
  const signs = blocks.map((block) => JSON.stringify(block.slice(pane.node === $("left") ? 1 : 2)));
  let head = 0, tail = 0;
  const least = Math.min(signs.length, pane.signs.length);
  while (head < least && signs[head] === pane.signs[head]) head++;
  while (tail < least - head && signs.at(-1 - tail) === pane.signs.at(-1 - tail)) tail++;
  const same = pane.signs.length === signs.length;
  const old = [...pane.node.children].slice(head, pane.node.children.length - tail);
  const fresh = document.createDocumentFragment();
  for (let index = head; index < blocks.length - tail; index++) {
    const changed = !same || signs[index] !== pane.signs[index];
    fresh.append(changed ? make(blocks[index]) : old[index - head]);
  }
  const behind = pane.node.children[pane.node.children.length - tail] ?? null;
  const top = pane.node.scrollTop;
  for (const node of old) node.remove();
  pane.node.insertBefore(fresh, behind);
  pane.node.scrollTop = top;
  pane.blocks = blocks;
  pane.signs = signs;
}

function fill(node, segments, words) {
  for (const segment of segments) {
    if (typeof segment === "string") { words(node, segment); continue; }
    const mark = document.createElement("span");
    mark.className = `m ${segment[2]}`;
    mark.dataset.r = segment[1];
    words(mark, segment[0]);
    node.append(mark);
  }
  return node;
}

function part(node, className, text) {
  node.append(element("span", className, text));
}

function plain(node, text) {
  for (const piece of text.split(/(\f)/)) {
    if (piece === "\f") part(node, "turn", piece); else if (piece) node.append(piece);
  }
}

/* What the reading text means, shown; each character stays, since places are counted in them. */
const MARKUP = /(<sup>)([^<\n]{1,8})(<\/sup>)|^(#{1,6} )|(\*{1,2})([^*\n]+)(\*{1,2})/;
function set(node, text) {
  for (let rest = text; rest;) {
    const found = MARKUP.exec(rest);
    plain(node, found ? rest.slice(0, found.index) : rest);
    if (!found) return;
    const [whole, opened, raised, closed, head, star, slanted, end] = found;
    if (raised) { part(node, "tag", opened); part(node, "raised", raised); part(node, "tag", closed); }
    else if (head) part(node, "dim", head);
    else { part(node, "dim", star); part(node, "slanted", slanted); part(node, "dim", end); }
    rest = rest.slice(found.index + whole.length);
  }
}

function leftBlock([, kind, number, page, segments]) {
  const node = document.createElement("div");
  node.className = `b ${kind}`;
  node.dataset.line = number;
  if (page) node.dataset.page = page;
  return fill(node, segments, plain);
}

function rightBlock([, , stream, segments]) {
  const node = document.createElement("div");
  node.className = `b ${stream}`;
  const first = segments[0];
  if (stream === "body" && /^#{1,6}\s/.test(typeof first === "string" ? first : first?.[0] ?? "")) node.classList.add("head");
  return fill(node, segments, set);
}

const marksOf = (pane, id) => pane.node.querySelectorAll(`[data-r~="${CSS.escape(id)}"]`);

function reveal() {
  const item = repairs.get(current);
  for (const node of document.querySelectorAll(".m.now")) node.classList.remove("now");
  if (!item) return;
  leader = null;
  for (const pane of Object.values(panes)) {
    const marks = marksOf(pane, current);
    for (const mark of marks) mark.classList.add("now");
    const target = marks[0] ?? pane.node.children[blockAt(pane, item.raw)];
    centre(pane.node, target);
    requestAnimationFrame(() => centre(pane.node, target)); // now that what is around has its height
  }
}

function centre(node, target) {
  if (!target?.isConnected) return;
  target.scrollIntoView({ block: "center", inline: "nearest" });
}

function blockAt(pane, raw) { // the last block that begins before this place of the witness
  let found = 0;
  pane.blocks.forEach((block, index) => { if (block[0] <= raw) found = index; });
  return found;
}

/* The two texts scroll in step, led by the one that the person scrolls */
let leader = null;
for (const [name, pane] of Object.entries(panes)) {
  for (const kind of ["wheel", "pointerdown", "touchmove", "keydown"]) {
    pane.node.addEventListener(kind, () => { leader = name; }, { passive: true });
  }
  pane.node.addEventListener("scroll", () => { if (leader === name) requestAnimationFrame(() => follow(name)); }, { passive: true });
  pane.node.addEventListener("click", (event) => {
    const mark = event.target.closest(".m");
    if (mark && getSelection().isCollapsed) go(mark.dataset.r.split(" ").find((id) => order.includes(id)) ?? mark.dataset.r.split(" ")[0], "list");
  });
}

function follow(name) {
  const pane = panes[name], other = panes[name === "left" ? "right" : "left"];
  const box = pane.node.getBoundingClientRect();
  const block = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 3)?.closest(".b");
  if (!block || !pane.node.contains(block)) return;
  const index = [...pane.node.children].indexOf(block);
  const from = pane.blocks[index][0], to = pane.blocks[index + 1]?.[0] ?? from + 1;
  const within = block.getBoundingClientRect();
  const share = Math.min(1, Math.max(0, (box.top + box.height / 3 - within.top) / Math.max(1, within.height)));
  const raw = from + share * Math.max(0, to - from);
  const there = blockAt(other, raw);
  const target = other.node.children[there];
  if (!target) return;
  const start = other.blocks[there][0], end = other.blocks[there + 1]?.[0] ?? start + 1;
  const rect = target.getBoundingClientRect(), frame = other.node.getBoundingClientRect();
  const part = Math.min(1, Math.max(0, (raw - start) / Math.max(1, end - start)));
  other.node.scrollTop += rect.top + part * rect.height - frame.top - frame.height / 3;
}

/* The list */
const verdictOf = (item) => waiting.get(item.id) ?? item.verdict;
const isOpen = (item) => !verdictOf(item) && (item.confidence === "doubtful" || item.confidence === "likely");

function shown(item) {
  const confidence = $("by-confidence").value, rule = $("by-rule").value;
  if (rule && item.rule !== rule) return false;
  if (confidence === "open") return isOpen(item) || item.id === current;
  return !confidence || item.confidence === confidence;
}

function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function option(item) {
  const node = element("div", "option");
  const verdict = verdictOf(item);
  node.id = `o-${item.id}`;
  node.role = "option";
  node.ariaSelected = String(item.id === current);
  node.classList.toggle("waiting", waiting.has(item.id));
  const sign = verdict === "accept" ? "✓" : verdict === "refuse" ? "✗" : isOpen(item) ? "?" : "";
  node.append(element("span", `sign ${verdict}`, sign), brief(item), element("span", "where", item.place.replace(/page (\S+), line /, "p. $1, ").replace("line ", "l. ")));
  node.ariaLabel = `${summed(item)}, ${item.place}${SAID[verdict] ?? ""}`;
  return node;
}

function brief(item) { // the reading among its nearest words, as far as a line holds
  const node = element("span", "what");
  node.append(item.left.slice(-9).trimStart());
  if (item.before) node.append(element("del", "", item.before));
  if (item.after) node.append(element("ins", "", item.after));
  node.append(item.right.slice(0, 16));
  return node;
}

const summed = (item) => `${item.before || "nothing"} becomes ${item.after || "nothing"}`;

function draw() {
  const list = $("list"), top = list.scrollTop;
  const visible = state.repairs.filter(shown);
  order = visible.map((item) => item.id);
  const whole = document.createDocumentFragment();
  for (const [confidence, title] of GROUPS) {
    const items = visible.filter((item) => item.confidence === confidence);
    if (!items.length) continue;
    const group = element("div", "group");
    group.role = "group";
    group.ariaLabel = title;
    const head = element("h3", "", title);
    head.role = "presentation";
    head.append(element("span", "soft", items.length));
    group.append(head);
    let rule = "";
    for (const item of items) {
      if (item.rule !== rule) {
        const named = element("h4", "", rule = item.rule);
        named.role = "presentation";
        named.title = state.rules[rule] ?? "";
        group.append(named);
      }
      group.append(option(item));
    }
    whole.append(group);
  }
  if (!visible.length) whole.append(element("p", "empty", state.repairs.length ? "none of this kind" : "no repairs: the text is clean"));
  list.replaceChildren(whole);
  list.scrollTop = top;
  tally();
  choices();
  select();
}

function tally() {
  const made = state.repairs.filter((item) => item.applied).length;
  const open = state.repairs.filter(isOpen).length;
  $("tally").textContent = `${made} made, ${state.repairs.length - made} not; ${open ? `${open} for you to decide` : "nothing left to decide"}`;
}

function choices() {
  const select = $("by-rule"), chosen = select.value;
  const rules = [...new Set(state.repairs.map((item) => item.rule))].sort();
  if (chosen && !rules.includes(chosen)) rules.push(chosen);
  select.replaceChildren(select.options[0], ...rules.map((rule) => new Option(rule, rule, false, rule === chosen)));
}

/* The repair at hand */
function select() {
  const list = $("list"), item = repairs.get(current);
  for (const node of list.querySelectorAll("[aria-selected=true]")) node.ariaSelected = "false";
  const node = item && $(`o-${item.id}`);
  if (node) {
    node.ariaSelected = "true";
    list.setAttribute("aria-activedescendant", node.id);
    node.scrollIntoView({ block: "nearest" });
  } else list.removeAttribute("aria-activedescendant");
  card(item);
}

function card(item) {
  const verdict = item ? verdictOf(item) : "";
  const hand = item?.state === "hand";
  $("accept").disabled = !item || hand;
  $("refuse").disabled = !item;
  $("accept").ariaPressed = String(verdict === "accept");
  $("refuse").ariaPressed = String(verdict === "refuse");
  $("undo").disabled = !state.undo && !waiting.size;
  const reading = $("reading");
  reading.replaceChildren();
  if (!item) { $("why").textContent = ""; return; }
  reading.append(`…${item.left}`);
  if (item.before) reading.append(element("del", "", item.before));
  if (item.after) reading.append(element("ins", "", item.after));
  reading.append(`${item.right}…`);
  const told = [item.place, `${item.rule}: ${state.rules[item.rule] ?? ""}`, item.evidence, stands(item)];
  if (item.twins > 1) told.push(`a decision holds for all ${item.twins} places with these words`);
  $("why").textContent = told.filter(Boolean).join(" · ");
}

function stands(item) {
  if (waiting.has(item.id)) return "being put in …";
  const verdict = item.verdict && (item.verdict === "accept" ? "you accepted it" : "you refused it");
  return [STATES[item.state], verdict].filter(Boolean).join("; ");
}

function say(item) {
  const count = order.indexOf(item.id) + 1;
  $("said").textContent = `${count} of ${order.length}. ${item.place}. ${summed(item)}. ${item.evidence}. ${stands(item)}.`;
}

function tell(text) {
  $("message").textContent = text;
  $("message").hidden = !text;
}

function go(id) {
  if (!repairs.has(id)) return;
  current = id;
  tell("");
  select();
  reveal();
  say(repairs.get(id));
}

function step(by) {
  const index = order.indexOf(current);
  const next = order[Math.min(order.length - 1, Math.max(0, index + by))];
  if (next !== undefined) go(next);
}

function decide(verdict, on) {
  const item = repairs.get(current);
  if (!item || ended || (item.state === "hand" && verdict === "accept")) return;
  tell("");
  waiting.set(item.id, verdictOf(item) === verdict && item.state !== "hand" ? "" : verdict);
  if (on) step(1);
  draw();
  settle();
}

async function undo() {
  if (ended || (!state.undo && !waiting.size)) return;
  try {
    tell("");
    await change("undo", {});
    $("said").textContent = "The last decision is taken back.";
  } catch (error) { tell(error.message); }
}

/* Correcting by hand */
function offsetIn(block, node, offset) { // in characters, as the press counts them
  const range = document.createRange();
  range.setStart(block, 0);
  range.setEnd(node, offset);
  return [...range.toString()].length;
}

function selected() {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  for (const [name, pane] of Object.entries(panes)) {
    if (!pane.node.contains(range.startContainer) || !pane.node.contains(range.endContainer)) continue;
    const [from, to] = [[range.startContainer, range.startOffset], [range.endContainer, range.endOffset]].map(([node, offset]) => {
      const block = (node.nodeType === 1 ? node : node.parentElement).closest(".b");
      const index = block ? [...pane.node.children].indexOf(block) : -1;
      if (index < 0) return null;
      const base = name === "left" ? pane.blocks[index][0] : pane.blocks[index][1];
      return { at: base + offsetIn(block, node, offset), stream: name === "left" ? "witness" : pane.blocks[index][2] };
    });
    if (from && to && from.stream === to.stream && to.at > from.at) return { stream: from.stream, start: from.at, end: to.at };
  }
  return null;
}

async function edit() {
  if (ended) return;
  const chosen = selected();
  place = null;
  tell("");
  try {
    if (chosen) place = await ask("look", chosen);
    else if (repairs.has(current)) place = await ask("look", { id: current });
  } catch (error) { tell(error.message); return; }
  $("before").value = place?.before ?? "";
  $("after").value = place?.after ?? "";
  $("wrong").hidden = true;
  $("editor").showModal();
  const field = place?.before ? $("after") : $("before");
  field.focus();
  field.select();
}

$("correction").addEventListener("submit", async (event) => {
  event.preventDefault();
  const before = $("before").value, after = $("after").value;
  try {
    await change("correct", { before, after, start: place && place.before === before ? place.start : null });
    $("editor").close();
    getSelection().removeAllRanges();
    const made = state.repairs.find((item) => item.state === "hand" && (place?.before === before ? item.raw >= place.start : true) && item.after === after.trim());
    if (made) go(made.id);
  } catch (error) {
    $("wrong").textContent = error.message;
    $("wrong").hidden = false;
  }
});
for (const field of [$("before"), $("after")]) {
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); $("correction").requestSubmit(); }
  });
}
$("cancel").addEventListener("click", () => $("editor").close());

/* The end */
async function done() {
  if (ended) return;
  while (asking || waiting.size) await new Promise((wait) => setTimeout(wait, 30));
  try {
    const told = await ask("done", {});
    const counts = Object.entries(told.summary).filter(([, count]) => count).map(([name, count]) => `${count} ${name}`);
    $("summary").textContent = counts.length ? `${counts.join(", ")}: written to ${told.sidecar}` : "Nothing was decided.";
    ended = true;
    $("end").hidden = false;
  } catch (error) { tell(error.message); }
}

/* Keys and buttons */
const KEYS = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
  a: () => decide("accept"), r: () => decide("refuse"), A: () => decide("accept", true), R: () => decide("refuse", true),
  e: edit, u: undo, f: () => $("by-confidence").focus(), "?": () => $("help").showModal(),
  Home: () => order.length && go(order[0]), End: () => order.length && go(order.at(-1)),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest("select, input, textarea") || !state || !Object.hasOwn(KEYS, event.key)) return;
  if (["Home", "End"].includes(event.key) && event.target.closest(".pane")) return;
  event.preventDefault();
  KEYS[event.key]();
});
$("list").addEventListener("click", (event) => {
  const node = event.target.closest(".option");
  if (node) go(node.id.slice(2));
});
for (const name of ["by-confidence", "by-rule"]) {
  $(name).addEventListener("change", () => {
    draw();
    if (order.length && !order.includes(current)) go(order[0]);
  });
}
$("filter").addEventListener("submit", (event) => event.preventDefault());
$("filter").addEventListener("keydown", (event) => { if (event.key === "Escape" || event.key === "Enter") $("list").focus(); });
$("accept").addEventListener("click", () => decide("accept"));
$("refuse").addEventListener("click", () => decide("refuse"));
$("edit").addEventListener("pointerdown", (event) => event.preventDefault()); // keeps what is selected
$("edit").addEventListener("click", edit);
$("undo").addEventListener("click", undo);
$("next").addEventListener("click", () => step(1));
$("previous").addEventListener("click", () => step(-1));
$("help-button").addEventListener("click", () => $("help").showModal());
$("done").addEventListener("click", done);

ask("state").then((told) => {
  take(told.state, new Map());
  $("list").focus();
  if (current) say(repairs.get(current));
}, (error) => tell(error.message));
