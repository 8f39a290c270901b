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
