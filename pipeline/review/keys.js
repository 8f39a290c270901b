/* Correcting by hand */
function offsetIn(block, node, offset) { // in characters, as the press counts them
  const range = document.createRange();
  range.setStart(block, 0);
  range.setEnd(node, offset);
  return [...range.toString()].length;
}

const begins = (name, block) => name === "left" ? { at: block[0], stream: "witness" } : { at: block[1], stream: block[2] };

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
      const { at, stream } = begins(name, pane.blocks[index]);
      return { at: at + offsetIn(block, node, offset), stream };
    });
    if (from && to && from.stream === to.stream && to.at > from.at) return { stream: from.stream, start: from.at, end: to.at };
  }
  return null;
}

async function edit() { // in the text that is selected, or else in the reading text
  const chosen = selected();
  return chosen?.stream === "witness" ? editRaw() : rewrite(chosen);
}

async function editRaw() {
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
  while (asking) await new Promise((wait) => setTimeout(wait, 30));
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
  e: edit, E: editRaw, "*": decideAlike, t: describe, u: undo, f: () => $("by-confidence").focus(), "?": () => $("help").showModal(),
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
$("alike").addEventListener("click", decideAlike);
$("describe").addEventListener("click", describe);
$("next").addEventListener("click", () => step(1));
$("previous").addEventListener("click", () => step(-1));
$("help-button").addEventListener("click", () => $("help").showModal());
$("done").addEventListener("click", done);

ask("state").then((told) => {
  take(told.state);
  $("list").focus();
  if (current) say(repairs.get(current));
}, (error) => tell(error.message));
