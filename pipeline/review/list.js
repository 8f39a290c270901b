/* The list */
const verdictOf = (item) => waiting.get(item.id)?.verdict ?? item.verdict;
const ASKS = ["orphan", "doubtful", "likely", "found"];
const isTold = (item) => ["told", "found"].includes(item?.state); // there is no reading to accept
const isOpen = (item) => !verdictOf(item) && ASKS.includes(item.confidence);
const cut = (text, length) => (text.length > length ? `${text.slice(0, length)} …` : text);

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
  node.append(element("span", `sign ${verdict || item.state}`, sign), brief(item), element("span", "where", item.place.replace(/page (\S+), line /, "p. $1, ").replace("line ", "l. ")));
  node.ariaLabel = `${summed(item)}, ${item.place}${isTold(item) && verdict ? ", left as it is" : SAID[verdict] ?? ""}`;
  return node;
}

function brief(item) { // the reading among its nearest words, as far as a line holds
  const node = element("span", item.state === "found" ? "what found" : "what", isTold(item) ? cut(item.evidence, 120) : undefined);
  node.append(item.left.slice(-9).trimStart());
  if (item.before) node.append(element("del", "", cut(item.before, 300)));
  if (item.after) node.append(element("ins", "", cut(item.after, 300)));
  node.append(item.right.slice(0, 16));
  return node;
}

const summed = (item) => isTold(item) ? item.evidence : item.state === "orphan"
  ? `a decision to ${item.verb} ${cut(item.before, 80) || "an empty place"}, which no longer fits`
  : `${cut(item.before, 80) || "nothing"} becomes ${cut(item.after, 80) || "nothing"}`;

function draw() {
  const list = $("list"), top = list.scrollTop;
  const visible = state.repairs.filter(shown);
  order = visible.map((item) => item.id);
  const whole = document.createDocumentFragment();
  for (const [kind, named] of GROUPS) {
    const items = visible.filter((item) => item.group === kind);
    const title = kind === "other" ? `${named}, ${state.other}` : named;
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
  const asked = state.repairs.filter((item) => ASKS.includes(item.confidence));
  const open = asked.filter(isOpen).length, made = state.repairs.filter((item) => item.applied).length;
  $("tally").textContent = `${open ? `${open} of ${asked.length} open` : "nothing left to decide"} · ${made} made`;
  $("progress").max = Math.max(1, asked.length);
  $("progress").value = asked.length - open;
}

function alike(item) { // of one rule, on the same evidence, and undecided
  if (!item || !["doubtful", "likely"].includes(item.confidence)) return [];
  return state.repairs.filter((other) => other.rule === item.rule && other.evidence === item.evidence
    && other.confidence === item.confidence && (other.id === item.id || !verdictOf(other)));
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
  const hand = item?.state === "hand", only = isTold(item), orphan = item?.state === "orphan";
  $("accept").disabled = !item || hand || only || (orphan && !item.near);
  $("refuse").disabled = !item;
  $("accept").firstChild.data = orphan ? "Put it there " : "Accept ";
  $("refuse").firstChild.data = orphan ? "Drop it " : hand ? "Take out " : only ? "Leave as it is " : "Refuse ";
  $("accept").ariaPressed = String(verdict === "accept");
  $("refuse").ariaPressed = String(verdict === "refuse");
  const count = alike(item).length;
  $("alike").disabled = count < 2;
  $("alike").firstChild.data = count > 1 ? `Accept all ${count} alike ` : "Accept all alike ";
  $("undo").disabled = !state.undo && !waiting.size;
  $("reading").replaceChildren();
  $("near").replaceChildren();
  $("near").hidden = !orphan;
  if (!item) { $("why").textContent = ""; return; }
  put($("reading"), item);
  if (orphan) {
    $("reading").prepend(element("span", "soft", { correct: "You corrected: ", accept: "You accepted: ", refuse: "You refused: ", leave: "You left as it is: " }[item.verb]));
    $("near").append(element("span", "soft", item.near ? "Nearest: " : "No place is like it."));
    if (item.near) put($("near"), item.near);
  }
  if (item.state === "found") $("reading").textContent = item.evidence;
  const rule = state.rules[item.rule] ? `${item.rule}: ${state.rules[item.rule]}` : item.rule;
  const told = [item.place, rule, item.state === "found" ? "" : item.evidence, stands(item)];
  if (item.twins > 1) told.push(`a decision holds for all ${item.twins} places with these words`);
  $("why").textContent = told.filter(Boolean).join(" · ");
}

function put(node, reading) {
  node.append(`…${reading.left}`);
  const same = reading.before === reading.after;
  if (reading.before) node.append(element(same ? "b" : "del", "", cut(reading.before, 300)));
  if (reading.after && !same) node.append(element("ins", "", cut(reading.after, 300)));
  node.append(`${reading.right}…`);
}

function stands(item) {
  if (waiting.has(item.id)) return waiting.get(item.id).number === null ? "being written …" : "written; the text follows";
  const refused = isTold(item) ? "you left it as it is" : "you refused it";
  const verdict = item.verdict && (item.verdict === "accept" ? "you accepted it" : refused);
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
  takeBlock(null);
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
  if (!item || ended) return;
  if (verdict === "accept" && (isTold(item) || item.state === "hand")) { if (on) step(1); return; }
  tell("");
  if (item.state === "orphan") { putRight(item, verdict === "accept"); return; }
  const now = verdictOf(item) === verdict && item.state !== "hand" ? "" : verdict;
  waiting.set(item.id, { verdict: now, number: null });
  showVerdict(item);
  if (on) step(1); else card(item);
  settle();
}

function decideAlike() {
  const items = alike(repairs.get(current));
  if (items.length < 2 || ended) return;
  for (const item of items) waiting.set(item.id, { verdict: "accept", number: null });
  draw();
  settle();
  $("said").textContent = `${items.length} accepted; undo takes all of them back.`;
}

async function putRight(item, again) { // a decision that fits no more
  if (again && !item.near) return;
  try {
    const index = order.indexOf(item.id);
    await change("orphan", { id: item.id, again });
    const left = [...order.slice(index + 1), ...order.slice(0, index)];
    current = left.find((id) => repairs.get(id)?.state === "orphan") ?? left[0] ?? "";
    $("said").textContent = again ? "Put at the nearest place." : "Dropped.";
  } catch (error) { tell(error.message); }
}

function showVerdict(item) { // at once, where it stands; the rest of the page follows the press
  $(`o-${item.id}`)?.replaceWith(option(item));
  for (const pane of Object.values(panes)) {
    for (const mark of marksOf(pane, item.id)) mark.dataset.v = verdictOf(item);
  }
  tally();
  $("undo").disabled = false;
}

async function undo() {
  if (ended || (!state.undo && !waiting.size)) return;
  try {
    tell("");
    await change("undo", {});
    const last = Math.max(...[...waiting.values()].map((made) => made.number ?? 0));
    for (const [id, made] of waiting) if (made.number === last) waiting.delete(id);
    draw();
    $("said").textContent = "The last decision is taken back.";
  } catch (error) { tell(error.message); }
}
